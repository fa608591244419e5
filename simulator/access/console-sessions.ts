import { randomBytes, timingSafeEqual } from "node:crypto";
import { hashOf } from "./tokens.js";

/** Milliseconds of the machine's time after which a session ends. */
const LIFE = 12 * 60 * 60_000;

/** The most sessions that are kept. A new one ends the oldest. */
const MOST = 100;

/** The two secrets of a new session. Each is useless without the other. */
interface NewSession {
  /** Sent by the browser with each request, also to other ports of the host. */
  readonly cookie: string;
  /** Kept by the console's page for its own origin, and sent as a header. */
  readonly key: string;
}

/** A browser that is signed in to the console. */
export interface ConsoleSession {
  /** Hash of the token that it signed in with. */
  readonly token: string;
  /** Aborted when the session ends. */
  readonly ended: AbortSignal;
}

interface Kept extends ConsoleSession {
  readonly keyHash: string;
  readonly ending: AbortController;
}

/**
 * The sessions of browsers, by the hash of their cookie. They are kept in memory only: whoever takes the port of a sandbox that was
 * killed gets cookie and key from the browser, and the next start of the sandbox must not accept them.
 */
export class ConsoleSessions {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly life = LIFE) {}

  /** Opens a session for the token with this hash. */
  open(token: string): NewSession {
    const [oldest] = this.kept.keys();
    if (this.kept.size >= MOST) this.endByHash(oldest!);
    const [cookie, key] = [randomBytes(32).toString("base64url"), randomBytes(32).toString("base64url")];
    const hash = hashOf(cookie);
    const ending = new AbortController();
    this.kept.set(hash, { token, keyHash: hashOf(key), ending, ended: ending.signal });
    const timer = setTimeout(() => this.endByHash(hash), this.life);
    timer.unref();
    ending.signal.addEventListener("abort", () => clearTimeout(timer));
    return { cookie, key };
  }

  /** The session of a cookie and a key; undefined if it has ended, or the two do not belong together. */
  find(cookie: string, key: string): ConsoleSession | undefined {
    const found = this.kept.get(hashOf(cookie));
    const isWhole = found && timingSafeEqual(Buffer.from(found.keyHash), Buffer.from(hashOf(key)));
    return isWhole ? found : undefined;
  }

  /** Ends the session of a cookie, if there is one. */
  end(cookie: string): void {
    this.endByHash(hashOf(cookie));
  }

  private endByHash(hash: string): void {
    const found = this.kept.get(hash);
    this.kept.delete(hash);
    found?.ending.abort();
  }
}
