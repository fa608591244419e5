import { createHash, randomBytes } from "node:crypto";

/** Milliseconds for which a link signs in. */
const LIFE = 10 * 60_000;
/** Links that are kept at most; the oldest goes first. */
const MOST = 100;

const hashOf = (code: string): string => createHash("sha256").update(code).digest("hex");

/**
 * Links that sign a browser in without anybody typing a token: each is good once and for ten minutes. They are kept in memory
 * alone. `now` is the machine's time in milliseconds, since a browser does not know the sandbox's.
 */
export class SignInLinks {
  private readonly links = new Map<string, { readonly secret: string; readonly until: number }>();

  /** A code that stands for a token. */
  issue(secret: string, now: number): string {
    for (const [hash, { until }] of this.links)
      if (until <= now || this.links.size >= MOST) this.links.delete(hash);
    const code = randomBytes(32).toString("base64url");
    this.links.set(hashOf(code), { secret, until: now + LIFE });
    return code;
  }

  /** The token that a code stands for; undefined when it was used, has expired or never was. */
  take(code: string, now: number): string | undefined {
    const hash = hashOf(code);
    const link = this.links.get(hash);
    this.links.delete(hash);
    return link !== undefined && link.until > now ? link.secret : undefined;
  }
}
