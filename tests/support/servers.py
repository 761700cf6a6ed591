"""Real S3 servers on loopback, started for the tests and gone with them."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import trustme
from botocore.config import Config

from podpub.model import BucketLocation
from podpub.storage.s3 import BucketStorage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ACCESS_KEY, SECRET_KEY = "canary-key-51de", "canary-secret-7f3a"  # tests look for them where they must not be
BUCKET = "shows"
_PATIENCE_S = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A running server.

    Attributes:
        url: Its S3 address.
        authority: The certificate that vouches for it, where it speaks TLS.
    """

    url: str
    authority: Path | None = None

    def location(self, prefix: str) -> BucketLocation:
        """Return a place of one's own in the server's only bucket."""
        return BucketLocation(BUCKET, f"{self.url}/{BUCKET}/{prefix}", prefix, self.url, "us-east-1")

    def storage(self, prefix: str) -> BucketStorage:
        """Return the storage in such a place; credentials come from the environment."""
        return BucketStorage(self.location(prefix))

    def client(self) -> Any:
        """Return a boto3 client that may do everything there."""
        return boto3.client(
            "s3",
            endpoint_url=self.url,
            region_name="us-east-1",
            aws_access_key_id=ACCESS_KEY,
            aws_secret_access_key=SECRET_KEY,
            verify=str(self.authority) if self.authority else None,
            config=Config(
                s3={"addressing_style": "path"}, retries={"mode": "standard", "total_max_attempts": 10}
            ),
        )

    @property
    def environ(self) -> dict[str, str]:
        """What a program needs to be let in."""
        trusted = {"AWS_CA_BUNDLE": str(self.authority)} if self.authority else {}
        keys = {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY}
        nobody = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
        return {**keys, **nobody, **trusted, "AWS_EC2_METADATA_DISABLED": "true"}


@contextlib.contextmanager
def seaweedfs(folder: Path, *, tls: bool = False) -> Iterator[Server]:
    """Run SeaweedFS, which keeps every condition; over TLS as well if wished."""
    ports = free_ports(6)
    names = ("-master.port", "-volume.port", "-filer.port", "-s3.port", "-admin.port")
    words = [f"{name}={port}" for name, port in zip(names, ports, strict=False)]
    authority, secured = None, []
    if tls:
        authority, certificate, key = _certificate(folder)
        secured = [f"-s3.port.https={ports[5]}", f"-s3.cert.file={certificate}", f"-s3.key.file={key}"]
    quiet = ["-s3.port.iceberg=0", "-s3.port.lance=0", "-webdav=false", "-admin.ui=false"]
    room = ["-volume.max=2000", "-master.volumeSizeLimitMB=64"]
    here = ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-master.telemetry=false"]
    argv = [_program("weed"), "mini", f"-dir={folder / 'weed'}", *here, *words, *secured, *quiet, *room]
    (folder / "weed").mkdir()
    plain = f"http://127.0.0.1:{ports[3]}"
    with _running(argv, folder, plain):
        yield _with_public_bucket(
            Server(f"https://127.0.0.1:{ports[5]}", authority) if tls else Server(plain)
        )


@contextlib.contextmanager
def rclone(folder: Path) -> Iterator[Server]:
    """Run rclone over TLS: it takes no checksum at the end of an upload, and looks at no condition."""
    (port,) = free_ports(1)
    authority, certificate, key = _certificate(folder)
    (folder / "objects").mkdir()
    argv = [
        *(_program("rclone"), "serve", "s3", "--addr", f"127.0.0.1:{port}"),
        *("--auth-key", f"{ACCESS_KEY},{SECRET_KEY}", "--config", os.devnull),
        *("--cache-dir", str(folder / "cache"), "--cert", str(certificate), "--key", str(key)),
        str(folder / "objects"),
    ]
    server = Server(f"https://127.0.0.1:{port}", authority)
    with _running(argv, folder, server.url):
        yield _with_bucket(server)


def free_ports(count: int) -> list[int]:
    """Return ports nobody listens at, whose neighbours 10,000 above are free too."""
    found: list[int] = []
    with contextlib.ExitStack() as held:
        while len(found) < count:
            try:
                port = held.enter_context(_listening(0)).getsockname()[1]
                held.enter_context(_listening(port + 10_000))
            except (OSError, OverflowError):
                continue
            found.append(port)
    return found


def _listening(port: int) -> socket.socket:
    listener = socket.socket()
    try:
        listener.bind(("127.0.0.1", port))
    except BaseException:
        listener.close()
        raise
    return listener


def _program(name: str) -> str:
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        raise RuntimeError(f"{name} is missing; `make setup` installs it")
    return found


def _certificate(folder: Path) -> tuple[Path, Path, Path]:
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1", "localhost")
    files = folder / "authority.pem", folder / "certificate.pem", folder / "key.pem"
    authority.cert_pem.write_to_path(str(files[0]))
    issued.cert_chain_pems[0].write_to_path(str(files[1]))
    issued.private_key_pem.write_to_path(str(files[2]))
    return files


@contextlib.contextmanager
def _running(argv: Sequence[str], folder: Path, url: str) -> Iterator[None]:
    """Run a server until the block is left; whoever comes in finds it answering."""
    environ = {**os.environ, "AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET_KEY}
    log = folder / "server.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            argv, stdout=said, stderr=said, stdin=subprocess.DEVNULL, env=environ, start_new_session=True
        )
    try:
        _wait(process, url, log)
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Wait for the first answer, whatever it is."""
    host, _, port = url.rpartition("//")[2].partition(":")
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if url.startswith("https"):
                socket.create_connection((host, int(port)), timeout=1).close()
            else:
                urllib.request.urlopen(url, timeout=1).close()  # noqa: S310 - our own server
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"{url} did not come up:\n{log.read_text(errors='replace')[-4000:]}")


def _with_public_bucket(server: Server) -> Server:
    """Make the bucket as docs/how-to/bucket.md tells: everybody may read what listeners need."""
    public = [f"arn:aws:s3:::{BUCKET}/*/{name}" for name in ("feed.xml", "media/*", "assets/*")]
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": public}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    cors = {"AllowedMethods": ["GET", "HEAD"], "AllowedOrigins": ["*"]}
    client = _with_bucket(server).client()
    client.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(policy))
    client.put_bucket_cors(Bucket=BUCKET, CORSConfiguration={"CORSRules": [cors]})
    return server


def _with_bucket(server: Server) -> Server:
    server.client().create_bucket(Bucket=BUCKET)
    return server
