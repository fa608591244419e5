// A PostgreSQL server in a temporary folder, for as long as standard input is open: so it never outlives who started it.
// Arguments: the folder of its programs, the address to listen on, the network that may connect (CIDR), and `durable` where
// commits must be on disk.
// Prints one line of JSON: its URL.
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [bin, host, network, durability] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "postgres-"));
const password = randomBytes(12).toString("hex");

/** The server refuses to be run by root. */
function owner() {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const user = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, host, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

// Nobody reads these any more when it is told to end.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

/** Where tests need a server, nothing has to outlive the machine. */
const fsync = durability === "durable" ? "on" : "off";
const as = owner();
const remove = () => rmSync(folder, { recursive: true, force: true });

function initialise(data) {
  const file = join(folder, "password");
  writeFileSync(file, password);
  chmodSync(folder, 0o700);
  if (as.uid !== undefined) for (const path of [folder, file]) chownSync(path, as.uid, as.gid);
  const settings = ["--auth=scram-sha-256", `--pwfile=${file}`, "--username=sandbox", "--encoding=UTF8"];
  const made = spawnSync(join(bin, "initdb"), ["-D", data, "--locale=C", "--no-sync", ...settings], {
    ...as,
    cwd: folder,
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr ?? made.error}`);
  appendFileSync(join(data, "pg_hba.conf"), `host all all ${network} scram-sha-256\n`);
}

/** Starts it; resolves with the process when it takes connections, or with null when it ended first. */
function start(data, port) {
  const server = spawn(
    join(bin, "postgres"),
    ["-D", data, "-p", port, "-h", host, "-k", folder, "-c", "max_connections=50", "-c", `fsync=${fsync}`],
    { ...as, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
  );
  let log = "";
  let isReady = false;
  return new Promise((resolve) => {
    server.once("close", () => {
      if (!isReady) process.stderr.write(log);
      resolve(null);
    });
    server.stderr.setEncoding("utf8").on("data", (text) => {
      if (!isReady) log += text;
      isReady ||= log.includes("ready to accept connections");
      if (isReady) resolve(server);
    });
  });
}

try {
  const data = join(folder, "data");
  initialise(data);
  let server = null;
  let port = 0;
  // Another program may have taken the port meanwhile.
  for (let attempt = 0; server === null && attempt < 5; attempt++) {
    port = await freePort();
    server = await start(data, port);
  }
  if (server === null) throw new Error("postgres did not start");
  console.log(
    JSON.stringify({ url: `postgres://sandbox:${password}@${host}:${port}/postgres`, pid: server.pid }),
  );
  process.stdin.resume();
  await Promise.race(
    ["end", "close", "error"].map((event) => new Promise((done) => process.stdin.once(event, done))),
  );
  const ended = new Promise((resolve) => server.once("close", resolve));
  server.kill("SIGQUIT");
  await ended;
} finally {
  remove();
}
