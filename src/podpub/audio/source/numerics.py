"""How numpy is to work where PCM flows block after block. threadpoolctl's door."""

from __future__ import annotations

import functools

import numpy as np
from threadpoolctl import threadpool_limits

_LARGEST_BYTES = 31 << 20


@functools.cache
def prepare_numpy() -> None:
    """Make numpy fit for many small blocks: memory is kept between them, and one core does each.

    glibc hands large blocks back to the system at once, and the system clears every page of the next: a third
    of the time that measuring takes. Freeing one block just below 32 MB makes it keep what is smaller
    (mallopt(3), M_MMAP_THRESHOLD and its notes); other C libraries pay no heed.
    A BLAS would spread even small matrices over all cores, which wait for each other, where an encoder
    or a decoder has better use for them.
    """
    np.empty(_LARGEST_BYTES, np.uint8)
    threadpool_limits(1, user_api="blas")
