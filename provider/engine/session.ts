/** What a plan, an apply and a console have in common: the configuration, its providers and the values known so far. */
import type { ProviderFactories } from "../provider.js";
import { type Analysis, analyse } from "./config/analysis.js";
import { hasErrors } from "./diagnostics.js";
import { ConfigScope, type Surroundings } from "./evaluate/scope.js";
import { Store } from "./evaluate/store.js";
import type { Emit } from "./events.js";
import { Limit } from "./graph/limit.js";
import type { Configuration } from "./lang/index.js";
import { ProviderPool } from "./providers/pool.js";
import type { Diag } from "./types.js";

export const DEFAULT_PARALLELISM = 10;

export interface Session {
  readonly config: Configuration;
  readonly pool: ProviderPool;
  readonly analysis: Analysis;
  readonly store: Store;
  readonly around: Surroundings;
  /** At the top of the configuration, outside of any block. */
  readonly scope: ConfigScope;
  readonly limit: Limit;
  readonly emit: Emit;
  readonly signal: AbortSignal | undefined;
  readonly diagnostics: Diag[];
  /** Keeps one report of each problem: the same may show in several places. */
  report(problems: readonly Diag[]): boolean;
}

export interface SessionOptions {
  readonly providers: ProviderFactories;
  readonly workspace: string;
  readonly planTimestamp: Date;
  readonly applying: boolean;
  readonly parallelism?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: Emit | undefined;
}

export function openSession(config: Configuration, options: SessionOptions): Session {
  const pool = new ProviderPool(options.providers, config);
  const analysis = analyse(config, pool);
  const store = new Store();
  const { workspace, planTimestamp, applying } = options;
  const around: Surroundings = { config, store, workspace, planTimestamp, applying };
  const diagnostics: Diag[] = [];
  const seen = new Set<string>();
  return {
    config,
    pool,
    analysis,
    store,
    around,
    scope: new ConfigScope(around),
    limit: new Limit(options.parallelism ?? DEFAULT_PARALLELISM),
    emit: options.onEvent ?? (() => {}),
    signal: options.signal,
    diagnostics,
    report(problems) {
      for (const problem of problems) {
        const key = JSON.stringify([problem.summary, problem.detail, problem.range, problem.address]);
        if (seen.has(key)) continue;
        seen.add(key);
        diagnostics.push(problem);
      }
      return !hasErrors(problems);
    },
  };
}

/** Asks all providers to end early when the signal fires; returns what takes that back. */
export function stopOnAbort(pool: ProviderPool, signal: AbortSignal | undefined): () => void {
  const stop = () => pool.stop();
  signal?.addEventListener("abort", stop, { once: true });
  return () => signal?.removeEventListener("abort", stop);
}
