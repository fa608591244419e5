import { type AgentOptions, type ClientRequestArgs, Agent as HttpAgent } from "node:http";
import type { Duplex } from "node:stream";
import { type Proof, provenConnection, type SecureAddress } from "./proof.js";

/** Connections to a server that proves on each of them that it is the sandbox of the proof. */
export class ProvenAgent extends HttpAgent {
  private readonly closing = new AbortController();

  /** `secured` replaces a proven connection by one to the HTTPS address that the sandbox offers. */
  constructor(
    options: AgentOptions,
    private readonly proof: Proof,
    private readonly secured?: (https: SecureAddress, signal: AbortSignal) => Promise<Duplex>,
  ) {
    super(options);
  }

  override createConnection(
    { host, port }: ClientRequestArgs,
    callback: (error: Error | null, connection: Duplex) => void,
  ): undefined {
    this.open(host!, Number(port)).then(
      (connection) => callback(null, connection),
      (error) => callback(error, undefined as never),
    );
  }

  override destroy(): void {
    this.closing.abort();
    super.destroy();
  }

  private async open(host: string, port: number): Promise<Duplex> {
    const { signal } = this.closing;
    const { socket, https } = await provenConnection({ host, port, signal }, this.proof);
    if (https === null || this.secured === undefined) return socket;
    socket.destroy();
    return this.secured(https, signal);
  }
}
