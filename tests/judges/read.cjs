// Reads a feed from stdin and writes what podcast-partytime makes of it to stdout, as JSON.
// Whatever it logs goes to stderr, so that stdout is JSON alone.
console.log = console.error;
console.info = console.error;
console.warn = console.error;

const { parseFeed } = require("podcast-partytime");

const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", () => {
  const feed = parseFeed(Buffer.concat(chunks).toString("utf-8"), { allowMissingGuid: false });
  process.stdout.write(JSON.stringify(feed));
});
