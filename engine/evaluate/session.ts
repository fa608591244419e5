/** The common parts of a plan, an apply and a console: the configuration, its providers, and the values known so far. */

import { type Analysis, analyse } from "../config/analysis.js";
import { errorDiag, hasErrors } from "../config/diagnostics.js";
import { ProviderPool } from "../config/provider-pool.js";
import { Limit } from "../graph/limit.js";
import type { Diag } from "../interfaces/diag.js";
import type { ProviderFactories } from "../interfaces/provider.js";
import { type Configuration, moduleTree } from "../language/index.js";
import type { Emit } from "./events.js";
import { type ModuleInstance, Modules } from "./modules.js";
import type { ConfigScope } from "./scope.js";
import type { Store } from "./store.js";

const DEFAULT_PARALLELISM = 10;

export interface Session {
  /** Of the module that the session is in: the root, unless said otherwise. */
  readonly config: Configuration;
  readonly modules: Modules;
  readonly module: ModuleInstance;
  readonly pool: ProviderPool;
  readonly analysis: Analysis;
  readonly store: Store;
  /** At the top of the module, outside of any block. */
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
  /** Of the engine and its providers; absent for that of the process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly workspace: string;
  readonly planTimestamp: Date;
  readonly applying: boolean;
  readonly parallelism?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: Emit | undefined;
}

/** Analyses a configuration and prepares what a plan or an apply of it works with. */
export function openSession(config: Configuration, options: SessionOptions): Session {
  const tree = moduleTree(config);
  const pool = new ProviderPool(options.providers, tree, options.env);
  const analysis = analyse(tree, pool);
  const { workspace, planTimestamp, applying, env } = options;
  const modules = new Modules(tree, { pool, workspace, planTimestamp, applying, home: env?.HOME });
  const diagnostics: Diag[] = [];
  const seen = new Set<string>();
  return {
    config,
    pool,
    analysis,
    modules,
    module: modules.root,
    store: modules.root.store,
    scope: modules.root.scope,
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

/** Asks all providers to stop early when the signal is aborted. Returns a function that removes the listener. */
export function stopOnAbort(pool: ProviderPool, signal: AbortSignal | undefined): () => void {
  const stop = () => pool.stop();
  signal?.addEventListener("abort", stop, { once: true });
  return () => signal?.removeEventListener("abort", stop);
}

/** Visits a node so that a defect, of a provider or the engine, fails that node alone: what others did must not be lost. */
export async function guarded(
  session: Session,
  id: string,
  visit: () => boolean | Promise<boolean>,
): Promise<boolean> {
  try {
    return await visit();
  } catch (error) {
    return session.report([
      errorDiag(
        "Unexpected failure",
        `While working on ${id}: ${error instanceof Error ? error.message : String(error)}. This is a defect of the provider or of the engine, not of the configuration.`,
        undefined,
        { address: id },
      ),
    ]);
  }
}
