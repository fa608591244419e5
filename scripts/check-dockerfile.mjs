// Carries out the Dockerfile without a container engine: each stage is an empty folder, COPY copies, RUN runs in a shell with the
// image's paths below that folder, and what comes out is started as a user without rights, as the image would start it.
// It does not install Debian's packages, and runs on this machine's Node instead of the image's.
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { instructionsOf } from "./docker/instructions.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const machine = mkdtempSync(join(tmpdir(), "scalr-sandbox-image-"));
/** Where the program is started by root, it runs as nobody, who has to reach it. */
const other = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
chmodSync(machine, 0o755);

/** A stage of the image: its root folder, and what its instructions have set so far. */
const newStage = (name) => ({
  root: join(machine, name),
  workdir: "/",
  user: "root",
  entrypoint: [],
  command: [],
});
const stages = new Map();
let stage;

const execute = {
  FROM({ words: [image, , name = `stage-${stages.size}`] }) {
    const wanted = /^node:(\d+)/.exec(image)?.[1];
    const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    if (wanted === undefined || Number(wanted) < Number(/\d+/.exec(engines.node)[0]))
      throw new Error(`${image} is not an image with Node ${engines.node}`);
    stage = newStage(name);
    stages.set(name, stage);
    mkdirSync(join(stage.root, "usr/local"), { recursive: true });
  },
  WORKDIR({ words: [path] }) {
    stage.workdir = path;
    mkdirSync(inStage(path), { recursive: true });
  },
  COPY({ words }) {
    const target = join(inStage(stage.workdir), words.at(-1));
    for (const source of words.slice(0, -1))
      for (const path of contextOf(source)) copy(path, join(target, path));
  },
  RUN({ text, mounts }) {
    if (/\bapt-get\b/.test(text)) return console.log(`  not executed: ${text}`);
    const folders = new Map(mounts.map(({ from, target }) => [target, stages.get(from).root]));
    sh(onDisk(text, folders));
  },
  USER({ words: [user] }) {
    stage.user = user;
  },
  ENTRYPOINT({ list }) {
    stage.entrypoint = list;
  },
  CMD({ list }) {
    stage.command = list;
  },
};

const inStage = (path) => join(stage.root, path);

/** The files of the build's context: what git knows or would add. .dockerignore leaves out what git ignores, and .git. */
function contextOf(source) {
  const listed = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", source], {
    cwd: root,
    encoding: "utf8",
  }).stdout;
  const paths = listed.split("\0").filter(Boolean);
  if (paths.length === 0) throw new Error(`COPY ${source}: there is no such file`);
  return paths;
}

function copy(path, target) {
  mkdirSync(dirname(target), { recursive: true });
  cpSync(join(root, path), target);
}

/** A command with the image's absolute paths where they are on this machine, and without users that only the image has. */
function onDisk(text, mounted) {
  return text.replace(/ --(owner|group)=node\b/g, "").replace(/(?<=[\s=])(\/[\w./*-]*)/g, (path) => {
    const [target, folder] = [...mounted].find(([prefix]) => path.startsWith(prefix)) ?? ["", stage.root];
    return folder + path.slice(target.length);
  });
}

const environment = () => ({
  // How this machine reaches the registry.
  ...process.env,
  PATH: [join(stage.root, "usr/local/bin"), process.env.PATH].join(delimiter),
  HOME: join(machine, "home"),
  npm_config_prefix: join(stage.root, "usr/local"),
  npm_config_cache: spawnSync("npm", ["config", "get", "cache"], { encoding: "utf8" }).stdout.trim(),
  npm_config_prefer_offline: "true",
});

function sh(command) {
  // The cache is this machine's, which is not the image's to empty.
  const text = command.replace(/&&\s*npm cache clean --force/, "");
  const done = spawnSync("/bin/sh", ["-ec", text], {
    cwd: inStage(stage.workdir),
    env: environment(),
    encoding: "utf8",
  });
  if (done.status !== 0)
    throw new Error(`RUN ${text} ended with ${done.status}\n${done.stdout}\n${done.stderr}`);
}

/** Starts the image's program as its user, in its folder. */
function start(args, env = {}) {
  const [program, ...given] = [...stage.entrypoint, ...args];
  return spawn(program, given, {
    cwd: inStage(stage.workdir),
    env: { PATH: environment().PATH, HOME: inStage(stage.workdir), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...other,
  });
}

const outputOf = async (child) => {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (text += data));
  const code = await new Promise((resolve) => child.once("close", resolve));
  return { text, code };
};

/** The sandbox of the image answers, and an agent of it joins, as the comment in the Dockerfile starts them. */
async function checkPrograms() {
  const help = await outputOf(start(stage.command));
  if (help.code !== 0 || !help.text.includes("scalr-sandbox <command>"))
    throw new Error(`CMD said ${help.text}`);
  const up = start(["up", "--host", "127.0.0.1", "--port", "0", "--no-https", "--json"]);
  const ended = new Promise((resolve) => up.once("close", resolve));
  up.stderr.pipe(process.stderr);
  let agent;
  try {
    const lines = createInterface({ input: up.stdout });
    const line = await Promise.race([
      new Promise((resolve) => lines.once("line", resolve)),
      ended.then((code) => Promise.reject(new Error(`up ended with ${code} before it listened`))),
    ]);
    const { url, token } = JSON.parse(line);
    const call = async (path, body) => {
      const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/vnd.api+json" };
      const init = body && { method: "POST", body: JSON.stringify(body) };
      const answer = await fetch(`${url}/api/iacp/v3/${path}`, { headers, ...init });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()).data;
    };
    const pool = await call("agent-pools", { data: { type: "agent-pools", attributes: { name: "image" } } });
    const secret = await call(`agent-pools/${pool.id}/access-tokens`, { data: { type: "access-tokens" } });
    agent = start(["agent"], { SCALR_URL: url, SCALR_AGENT_TOKEN: secret.attributes.token });
    const log = createInterface({ input: agent.stderr });
    await Promise.race([
      (async () => {
        for (let joined = []; joined.length === 0; await new Promise((resolve) => setTimeout(resolve, 200)))
          joined = await call(`agents?filter[agent-pool]=${pool.id}`);
      })(),
      new Promise((_, reject) =>
        agent.once("close", (code) => reject(new Error(`agent ended with ${code}`))),
      ),
    ]);
    log.close();
  } finally {
    agent?.removeAllListeners("close");
    agent?.kill("SIGTERM");
    up.kill("SIGTERM");
    await ended;
  }
}

try {
  for (const instruction of instructionsOf(readFileSync(join(root, "Dockerfile"), "utf8"))) {
    console.log(`${instruction.name} ${instruction.text}`);
    if (execute[instruction.name] === undefined)
      throw new Error(`${instruction.name} is not understood here`);
    execute[instruction.name](instruction);
  }
  if (stage.user === "root") throw new Error("the image's program runs as root");
  const { uid, gid } = other;
  if (uid !== undefined) chownSync(inStage(stage.workdir), uid, gid);
  await checkPrograms();
  console.log(`the program helps, serves and joins as ${uid === undefined ? "this user" : `user ${uid}`}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(machine, { recursive: true, force: true });
}
