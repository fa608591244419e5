import type { ProviderHandover, RunOptions, ScanHandover } from "../protocol/protocol.js";

/** Shorter values are too common: masking every "1" or "no" would reveal more than it hides. */
const SHORTEST = 4;
const MASK = "***";

interface Secret {
  readonly value: string;
  readonly hcl: boolean;
}

/** Every form in which a run's secret can appear. */
function secretsOf(
  { variables, maskSensitive }: Pick<RunOptions, "variables" | "maskSensitive">,
  providers: ProviderHandover | undefined,
  scans: ScanHandover | undefined,
): string[] {
  const ofProviders = (providers?.configurations ?? []).flatMap(({ secrets }) => secrets);
  const secrets: readonly Secret[] = [
    ...(maskSensitive ? variables.filter(({ sensitive }) => sensitive) : []),
    ...ofProviders.map((value) => ({ value, hcl: false })),
    ...(scans?.infracost ? [{ value: scans.infracost.apiKey, hcl: false }] : []),
  ];
  const values = secrets.flatMap(({ value, hcl }) => [
    value,
    ...value.split("\n"),
    // The texts within an expression.
    ...(hcl ? [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1]!) : []),
  ]);
  const forms = values.flatMap((value) => [value.trim(), JSON.stringify(value.trim()).slice(1, -1)]);
  // Longer ones first: one may be a part of another.
  return [...new Set(forms)].filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length);
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
const bytes = (text: string) => Buffer.from(text).toString("latin1");

/** Masks the values of sensitive variables and the credentials of integrations in a log that comes in pieces, wherever they are split. */
export class LogMask {
  private readonly secrets: readonly string[];
  private readonly pattern: RegExp | null;
  private held = "";

  constructor(
    run: Pick<RunOptions, "variables" | "maskSensitive">,
    providers?: ProviderHandover,
    scans?: ScanHandover,
  ) {
    // One character for each byte, so that a piece can end within a character.
    this.secrets = secretsOf(run, providers, scans).map(bytes);
    this.pattern = this.secrets.length === 0 ? null : new RegExp(this.secrets.map(escaped).join("|"), "g");
  }

  /** The log so far, without an end that may be the beginning of a secret. */
  write(chunk: Buffer): Buffer {
    if (this.pattern === null) return chunk;
    const text = this.held + chunk.toString("latin1");
    let cut = this.openAt(text);
    // A complete secret is not split, even if its end looks like the beginning of another.
    for (const { index, 0: found } of text.matchAll(this.pattern))
      if (index < cut) cut = Math.max(cut, index + found.length);
    this.held = text.slice(cut);
    return Buffer.from(text.slice(0, cut).replace(this.pattern, MASK), "latin1");
  }

  /** What was held back. */
  end(): Buffer {
    const rest = this.held;
    this.held = "";
    return Buffer.from(this.pattern === null ? rest : rest.replace(this.pattern, MASK), "latin1");
  }

  text(text: string): string {
    return this.pattern === null
      ? text
      : Buffer.from(bytes(text).replace(this.pattern, MASK), "latin1").toString("utf8");
  }

  /** The start of the longest end of a text that could be the beginning of a secret. */
  private openAt(text: string): number {
    const longest = this.secrets[0]!.length;
    for (let at = Math.max(0, text.length - longest + 1); at < text.length; at++) {
      const end = text.slice(at);
      if (this.secrets.some((secret) => secret.length > end.length && secret.startsWith(end))) return at;
    }
    return text.length;
  }
}
