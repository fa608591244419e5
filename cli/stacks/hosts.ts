import { baseUrlOf } from "../../provider/client/index.js";
import { clientOf } from "../client/connection.js";
import { isSandbox } from "../client/sandbox-api.js";
import type { Context } from "../shell/command.js";
import { usage } from "../shell/errors.js";

/** The hosts that a plan talks to. It says each one once, and lets nothing change one that is not a sandbox unless that was wanted. */
export class Hosts {
  readonly #met = new Map<string, Promise<boolean>>();
  /** Base URLs that are not sandboxes. */
  readonly #real = new Set<string>();
  readonly #wanted: Set<string>;
  #changing = false;

  /**
   * @param sandbox the base URL of the sandbox of the data folder, if that is used
   * @param named the hosts of `--host`
   * @throws InvalidHostnameError
   */
  constructor(
    private readonly context: Context,
    private readonly sandbox: string | undefined,
    named: readonly string[],
  ) {
    this.#wanted = new Set(named.map(baseUrlOf));
  }

  /** Called before a host is used. Resolves with the reason where it may not be. */
  async meet(baseUrl: string): Promise<string | undefined> {
    const met = this.#met.get(baseUrl) ?? this.#look(baseUrl);
    this.#met.set(baseUrl, met);
    if (await met) return undefined;
    this.#real.add(baseUrl);
    return this.#changing && !this.#wanted.has(baseUrl) ? refusal(baseUrl) : undefined;
  }

  async #look(baseUrl: string): Promise<boolean> {
    const { out, signal } = this.context;
    const sandbox =
      baseUrl === this.sandbox || (await isSandbox(clientOf({ url: baseUrl, token: "" }, { signal })));
    if (out.json) out.object({ type: "host", host: baseUrl, sandbox });
    else out.print(`Host: ${baseUrl}${sandbox ? "" : " (not a sandbox)"}`);
    return sandbox;
  }

  /** The hosts so far that are not sandboxes. */
  get real(): readonly string[] {
    return [...this.#real];
  }

  /** From now on hosts are changed. `confirmed`: by somebody who was asked with their names. @throws CliError */
  beforeChanges(confirmed: boolean): void {
    this.#changing = true;
    for (const host of this.real)
      if (confirmed) this.#wanted.add(host);
      else if (!this.#wanted.has(host)) throw usage(refusal(host));
  }
}

const refusal = (baseUrl: string): string =>
  `${baseUrl} is not a sandbox. To let this command change it, name it: --host ${baseUrl.replace("https://", "")}`;
