import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { COOKIE } from "../../../provider/plugin/handshake.js";
import { type Certificate, createCertificate } from "../../../provider/plugin/tls/certificate.js";
import { cleanEnvironment } from "../../cli/support.js";
import { temporaryFolder } from "../../support/process.js";
import { HostClient } from "./client.js";

const PROGRAM = join(import.meta.dirname, "../../../dist/provider/plugin/main.js");

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The executable as a process of its own. */
export class PluginProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Its first line. */
  readonly line: Promise<string>;
  #stdout = "";
  #stderr = "";

  constructor(env: Readonly<Record<string, string>>, args: readonly string[] = []) {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env: { ...cleanEnvironment(), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    child.stdout.on("data", (text) => {
      this.#stdout += text;
    });
    child.stderr.on("data", (text) => {
      this.#stderr += text;
    });
    this.line = new Promise((resolve) => {
      createInterface({ input: child.stdout }).once("line", resolve);
    });
    this.ended = new Promise((resolve) => {
      child.on("close", (code) => resolve({ code, stdout: this.#stdout, stderr: this.#stderr }));
    });
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
  }
}

export interface Connected {
  readonly process: PluginProcess;
  readonly client: HostClient;
  readonly fields: readonly string[];
}

/** Starts the executable as a host does and connects to it, with mutual TLS unless told otherwise. */
export async function startAsHost(
  options: { tls?: boolean; env?: Record<string, string> } = {},
): Promise<Connected> {
  const own: Certificate | null = options.tls === false ? null : createCertificate(new Date());
  const process = new PluginProcess({
    [COOKIE.name]: COOKIE.value,
    PLUGIN_PROTOCOL_VERSIONS: "5,6",
    PLUGIN_UNIX_SOCKET_DIR: temporaryFolder("sockets-"),
    ...(own && { PLUGIN_CLIENT_CERT: own.certificate }),
    ...options.env,
  });
  const fields = (await process.line).split("|");
  const [, , network = "", address = "", , certificate = ""] = fields;
  const security = own && { own, plugin: Buffer.from(certificate, "base64") };
  const client = new HostClient({ network, address }, security);
  onTestFinished(() => client.close());
  return { process, client, fields };
}
