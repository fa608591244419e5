import { X509Certificate } from "node:crypto";
import type { Logger } from "pino";
import { certificateNames, createAuthority, createServerCertificate, type KeyPair } from "./certificates.js";
import { isFit, isFor, renewalAt } from "./fitness.js";
import { Keeping } from "./keeping.js";
import { type OwnFiles, readOwn } from "./own.js";

export type { KeyPair } from "./certificates.js";
export type { OwnFiles } from "./own.js";

export interface TlsOptions {
  /** Folder where the certificates are kept; absent, they last as long as the process. */
  readonly dataDir?: string;
  /** The authority to use, where several machines share one; by default that of the folder, or a new one. */
  readonly authority?: KeyPair;
  /** Files of a certificate of somebody's own: then the sandbox makes none. */
  readonly own?: OwnFiles;
  /** The address listened on. */
  readonly host: string;
  /** Further names and addresses that the certificate is for. */
  readonly hostnames: readonly string[];
  readonly log: Logger;
  /**
   * The machine's time in milliseconds. Certificates go by it and not by the sandbox clock: clients compare them with
   * their own clocks, which know nothing about an advance by a year.
   */
  readonly now?: () => number;
}

/** The longest time that a timer takes is 24 days; a look a day is enough, and a sleeping machine catches up. */
const LOOK = 24 * 60 * 60_000;

/** The sandbox's certificate authority, and the certificate that its HTTPS server shows. */
export class Tls {
  private readonly listeners = new Set<(server: KeyPair) => void>();
  private readonly timer: NodeJS.Timeout;

  private constructor(
    private readonly options: TlsOptions,
    private readonly keeping: Keeping,
    /** What the certificate is for, in small letters. */
    readonly names: readonly string[],
    /** PEM of the certificate that clients have to trust. */
    readonly ca: string,
    /** The sandbox's authority, with its key; null where the certificate is somebody's own. */
    readonly authority: KeyPair | null,
    private server: KeyPair,
  ) {
    this.timer = setInterval(() => {
      this.renew().catch((err) => options.log.error({ err }, "The server certificate could not be renewed."));
    }, LOOK);
    this.timer.unref();
  }

  /** Takes up what the data folder keeps, or makes it. @throws OptionError */
  static async open(options: TlsOptions): Promise<Tls> {
    const keeping = new Keeping(options.dataDir, options.authority, options.log);
    if (options.own !== undefined) {
      const { names, ca, server } = readOwn(options.own, (options.now ?? Date.now)());
      return new Tls(options, keeping, names, ca, null, server);
    }
    const names = certificateNames(options.host, options.hostnames);
    const now = (options.now ?? Date.now)();
    const authority = await authorityOf(keeping, now, options.log);
    const kept = keeping.server();
    const server =
      kept && isFit(kept, authority, names, now) ? kept : await issue(keeping, authority, names, now);
    return new Tls(options, keeping, names, authority.certificate, authority, server);
  }

  /** The address of the server by a name that its certificate is for: the one given where it is for that. */
  addressOf(url: string): string {
    const certificate = new X509Certificate(this.server.certificate);
    const address = new URL(url);
    const serves = (name: string) => !name.includes("*") && isFor(certificate, name);
    const name = [address.hostname.replace(/^\[|\]$/g, ""), "localhost", ...this.names].find(serves);
    if (name === undefined) return url;
    return `https://${name.includes(":") ? `[${name}]` : name}:${address.port || 443}`;
  }

  get current(): KeyPair {
    return this.server;
  }

  /** Calls the listener with each new server certificate. */
  onRenewed(listener: (server: KeyPair) => void): void {
    this.listeners.add(listener);
  }

  /** Makes a new server certificate if it is time; the authority stays, so that clients notice nothing. */
  async renew(): Promise<boolean> {
    const now = (this.options.now ?? Date.now)();
    if (now < renewalAt(this.server.certificate)) return false;
    if (this.authority === null) {
      const { validTo } = new X509Certificate(this.server.certificate);
      this.options.log.warn(`The server certificate expires on ${validTo}. Start again with its successor.`);
      return false;
    }
    this.server = await issue(this.keeping, this.authority, this.names, now);
    for (const listener of this.listeners) listener(this.server);
    this.options.log.info({ names: this.names }, "The server certificate was renewed.");
    return true;
  }

  close(): void {
    clearInterval(this.timer);
  }
}

async function issue(keeping: Keeping, authority: KeyPair, names: readonly string[], now: number) {
  const server = await createServerCertificate(authority, names, now);
  keeping.keep("server", server);
  return server;
}

async function authorityOf(keeping: Keeping, now: number, log: Logger): Promise<KeyPair> {
  const kept = keeping.authority();
  if (kept && now < renewalAt(kept.certificate)) return kept;
  if (kept)
    log.warn("The sandbox's certificate authority is about to expire: clients have to trust its successor.");
  const authority = await createAuthority(now);
  keeping.keep("ca", authority);
  return authority;
}
