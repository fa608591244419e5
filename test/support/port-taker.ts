import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { canSwitchUser, SECOND_USER } from "./second-user.js";

/**
 * Listens on a port, and prints each piece that it receives as a line of JSON. It answers every request with an empty object, or passes
 * everything on to the port `relayTo` and back.
 */
const TAKER = `
  import { connect, createServer } from "node:net";
  const [port, relayTo] = process.argv.slice(1).map(Number);
  const say = (text) => console.log(JSON.stringify(text));
  const answer = "HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nContent-Length: 2\\r\\n\\r\\n{}";
  createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (piece) => {
      say(piece.toString("latin1"));
      if (!relayTo) socket.write(answer);
    });
    if (!relayTo) return;
    const onward = connect(relayTo, "127.0.0.1");
    onward.on("error", () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  }).listen(port, "127.0.0.1", () => say("listening"));`;

/** A program of a second user, where the tests can switch to one, that has taken a port and records what it is sent. */
export interface PortTaker {
  readonly received: readonly string[];
  /** Stops it, which frees the port. */
  stop(): Promise<void>;
}

export async function takePort(url: string, relayTo?: string): Promise<PortTaker> {
  const ports = [url, ...(relayTo === undefined ? [] : [relayTo])].map((each) => new URL(each).port);
  const user = canSwitchUser ? { uid: SECOND_USER, gid: SECOND_USER } : {};
  const child = spawn(process.execPath, ["--input-type=module", "-e", TAKER, ...ports], {
    ...user,
    cwd: "/",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  const stop = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  onTestFinished(stop);
  const received: string[] = [];
  await new Promise<void>((resolve) => {
    createInterface({ input: child.stdout! }).on("line", (line) => {
      received.push(JSON.parse(line));
      resolve();
    });
  });
  // It listens.
  received.shift();
  return { received, stop };
}
