import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { up } from "../support/process.js";

/** How many connections the system lets wait for a program to accept them. */
function systemLimit(): number {
  try {
    return Number(readFileSync("/proc/sys/net/core/somaxconn", "utf8"));
  } catch {
    return 0;
  }
}

const COUNT = 1_500;

test.runIf(systemLimit() > COUNT)(
  "a fleet that connects while the simulator is busy is not dropped",
  async () => {
    const simulator = await up("--memory");
    const port = Number(new URL(simulator.url).port);
    process.kill(simulator.pid, "SIGSTOP");
    const sockets = Array.from({ length: COUNT }, () => connect({ port, host: "127.0.0.1" }));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
    });
    // The system takes them all, although nobody accepts one. What it drops tries again after a second, and would never connect.
    await Promise.all(sockets.map((socket) => once(socket, "connect")));
    process.kill(simulator.pid, "SIGCONT");
    const last = sockets.at(-1)!;
    last.write("GET /api/iacp/v3/ping HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const [answer] = await once(last, "data");
    expect(String(answer)).toMatch(/^HTTP\/1.1 204 /);
  },
);
