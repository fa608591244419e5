/** Machines of a test's own: network namespaces at a common switch, where the system allows them. */
import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { onTestFinished } from "vitest";

const ip = (...args: string[]) => execFileSync("ip", args, { stdio: ["ignore", "ignore", "pipe"] });

function isPossible(): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const probe = `probe-${randomBytes(4).toString("hex")}`;
  const made = spawnSync("ip", ["netns", "add", probe], { stdio: "ignore" }).status === 0;
  if (made) ip("netns", "del", probe);
  return made;
}

/** Whether this process may make network namespaces: it is root, has iproute2, and nothing forbids it. */
export const hasNetworks = isPossible();

/** A machine with an address of its own and none in common with others, loopback included. */
export class Machine {
  constructor(
    private readonly namespace: string,
    readonly address: string,
  ) {}

  /** What starts a program there. */
  get launcher(): readonly string[] {
    return ["ip", "netns", "exec", this.namespace];
  }

  /** Pulls the plug of its network. */
  unplug(): void {
    ip("-n", this.namespace, "link", "set", "eth0", "down");
  }

  /** Takes a further address, which no other machine has any more. */
  take(address: string): void {
    ip("-n", this.namespace, "addr", "add", `${address}/24`, "dev", "eth0");
  }

  /** Forgets which machines have which address, as it does when one announces itself. */
  forget(): void {
    ip("-n", this.namespace, "neigh", "flush", "dev", "eth0");
  }
}

/** A network that goes away with the test. This process has the last address of it. */
export class Network {
  private readonly id = randomBytes(3).toString("hex");
  /** Of a /24 that is hardly in use anywhere. */
  private readonly prefix = `10.213.${randomBytes(1)[0]}`;
  private machines = 0;

  constructor() {
    const here = `sb${this.id}`;
    const root = this.namespace("switch");
    ip("-n", root, "link", "add", "switch", "type", "bridge");
    ip("-n", root, "link", "set", "switch", "up");
    ip("link", "add", here, "type", "veth", "peer", "name", "root", "netns", root);
    ip("-n", root, "link", "set", "root", "master", "switch", "up");
    ip("addr", "add", `${this.prefix}.254/24`, "dev", here);
    ip("link", "set", here, "up");
  }

  get addresses(): string {
    return `${this.prefix}.0/24`;
  }

  /** An address of the network that no machine was made with. */
  address(number: number): string {
    return `${this.prefix}.${number}`;
  }

  machine(): Machine {
    const number = ++this.machines;
    const namespace = this.namespace(String(number));
    const root = `sandbox-${this.id}-switch`;
    const address = this.address(number);
    ip("-n", root, "link", "add", `m${number}`, "type", "veth", "peer", "name", "eth0", "netns", namespace);
    ip("-n", root, "link", "set", `m${number}`, "master", "switch", "up");
    ip("-n", namespace, "addr", "add", `${address}/24`, "dev", "eth0");
    for (const link of ["lo", "eth0"]) ip("-n", namespace, "link", "set", link, "up");
    return new Machine(namespace, address);
  }

  private namespace(name: string): string {
    const namespace = `sandbox-${this.id}-${name}`;
    ip("netns", "add", namespace);
    onTestFinished(() => void ip("netns", "del", namespace));
    return namespace;
  }
}
