import { request } from "node:https";
import type { PeerCertificate, TLSSocket } from "node:tls";
import { onTestFinished } from "vitest";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/server.js";

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly certificate: PeerCertificate;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** What the connection says it goes to, where that is not the host of the address. */
  readonly servername?: string;
}

/** One request over HTTPS on a connection of its own, trusting this authority and no other. */
export function ask(url: string, ca: string | undefined, asked: Asked = {}): Promise<Answer> {
  const { method = "GET", headers = {}, body, servername } = asked;
  return new Promise((resolve, reject) => {
    const options = { method, ca, agent: false, headers, ...(servername !== undefined && { servername }) };
    const sent = request(url, options, async (response) => {
      const certificate = (response.socket as TLSSocket).getPeerCertificate();
      let text = "";
      for await (const chunk of response.setEncoding("utf8")) text += chunk;
      resolve({ status: response.statusCode!, text, certificate });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** A simulator with HTTPS on a free port; it ends with the test. */
export async function startSecure(
  options: SimulatorOptions = {},
): Promise<Simulator & { httpsUrl: string; ca: string }> {
  const simulator = await startSimulator({ httpsPort: 0, runners: false, logLevel: "error", ...options });
  onTestFinished(() => simulator.close());
  return simulator as Simulator & { httpsUrl: string; ca: string };
}
