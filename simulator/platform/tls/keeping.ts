import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import { replaceText } from "../replace-text.js";
import { OptionError } from "../start-errors.js";
import type { KeyPair } from "./certificates.js";
import { isAuthority, isOfSandbox, isPair } from "./fitness.js";

/** In the data folder: the authority and the server's certificate, keys for their owner alone. */
const TLS_FOLDER = "tls";
/** In that folder: the certificate that clients have to trust. */
const AUTHORITY_FILE = "ca.pem";

type Kind = "ca" | "server";

/** Where certificates are kept between starts; without a data folder nowhere. */
export class Keeping {
  constructor(
    private readonly dataDir: string | undefined,
    /** Takes the place of the folder's authority. */
    private readonly given: KeyPair | undefined,
    private readonly log: Pick<Logger, "warn">,
  ) {}

  /** The authority of the data folder, or undefined before the first start. @throws OptionError when it is damaged */
  authority(): KeyPair | undefined {
    if (this.given === undefined) return this.keptAuthority();
    this.keep("ca", this.given);
    return this.given;
  }

  private keptAuthority(): KeyPair | undefined {
    const [certificate, key] = this.paths("ca");
    if (certificate === undefined || key === undefined || !existsSync(certificate)) return undefined;
    try {
      const pair = { certificate: readFileSync(certificate, "utf8"), key: readFileSync(key, "utf8") };
      if (!isPair(pair)) throw new Error("the two do not belong together");
      if (!isAuthority(pair)) throw new Error("it must be a certificate authority with a P-256 key");
      return pair;
    } catch (error) {
      throw new OptionError(
        `The certificate authority of the sandbox, ${certificate} and ${key}, cannot be used: ` +
          `${(error as Error).message}. Delete both to have a new one made, which clients then have to trust again; ` +
          "or leave HTTPS out (--no-https).",
      );
    }
  }

  server(): KeyPair | undefined {
    const [certificate, key] = this.paths("server");
    if (certificate === undefined || key === undefined) return undefined;
    try {
      return { certificate: readFileSync(certificate, "utf8"), key: readFileSync(key, "utf8") };
    } catch {
      // Absent or unreadable: a new one takes its place.
      return undefined;
    }
  }

  keep(kind: Kind, pair: KeyPair): void {
    const [certificate, key] = this.paths(kind);
    if (certificate === undefined || key === undefined) return;
    mkdirSync(join(this.dataDir!, TLS_FOLDER), { recursive: true, mode: 0o700 });
    this.setAside(pair, certificate, key);
    // The key first: a certificate that is there has its key.
    replaceText(key, pair.key, 0o600);
    replaceText(certificate, pair.certificate, 0o644);
  }

  /** Keeps files that somebody else has put there, before others take their place. */
  private setAside(next: KeyPair, certificate: string, key: string): void {
    const files = [certificate, key].filter((file) => existsSync(file));
    const pair = { certificate: textOf(certificate), key: textOf(key) };
    const isSame = pair.certificate === next.certificate && pair.key === next.key;
    if (files.length === 0 || isSame || isOfSandbox(pair)) return;
    const kept = files.map((file) => {
      const backup = backupOf(file);
      renameSync(file, backup);
      return backup;
    });
    this.log.warn(
      `${files.join(" and ")} were not made by the sandbox, and it does not serve with them: they are kept as ` +
        `${kept.join(" and ")}. To use a certificate of your own: up --tls-cert <file> --tls-key <file>.`,
    );
  }

  private paths(kind: Kind): readonly (string | undefined)[] {
    if (this.dataDir === undefined) return [];
    const name = kind === "ca" ? AUTHORITY_FILE : "server.pem";
    return [name, name.replace(".pem", "-key.pem")].map((file) => join(this.dataDir!, TLS_FOLDER, file));
  }
}

/** Empty when it is absent or cannot be read. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** A name beside the file that is free. */
function backupOf(file: string): string {
  for (let n = 1; ; n++) {
    const backup = n === 1 ? `${file}.bak` : `${file}.${n}.bak`;
    if (!existsSync(backup)) return backup;
  }
}
