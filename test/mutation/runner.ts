import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import {
  type File,
  getFn,
  type Suite,
  startTests,
  type Task,
  type Test,
  type VitestRunner,
} from "@vitest/runner";
import { hasFailed } from "@vitest/runner/utils";
import type { EvaluatedModules } from "vite/module-runner";
import { TestRunner } from "vitest";

/** A mutant of the source under test. */
interface Mutant {
  readonly id: string;
}

/** What the instrumented source reads and writes (Stryker's names). */
interface Switches {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: { static: Hits; perTest: Record<string, Hits> } | undefined;
}

type Hits = Record<string, number>;

const FOLDER = process.env.MUTATION_FOLDER!;
const FILE = process.env.MUTATION_FILE!;
/** Whether the source keeps something between calls, so that each mutant needs it read again. */
const IS_STATEFUL = process.env.MUTATION_STATEFUL === "true";
/** Milliseconds that a test may take with a mutant, on top of five times what it took without. */
const PATIENCE = 4_000;
/** The name under which is counted what hooks reach. */
const HOOKS = "hooks";

const world = globalThis as { __stryker__?: Switches; mutantsKilled?: Set<string> };
world.__stryker__ ??= {};
world.mutantsKilled ??= new Set();
const switches = world.__stryker__;
const killed = world.mutantsKilled;

/** What a run that was stopped has tried: with which test file, and which test found the mutant. */
function earlier(): { readonly id: string; readonly by: string | null; readonly file: string }[] {
  const path = `${FOLDER}/results.jsonl`;
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  return lines.filter((line) => line.endsWith("}")).map((line) => JSON.parse(line));
}

const testsIn = (tasks: readonly Task[]): Test[] =>
  tasks.flatMap((task) => (task.type === "test" ? [task] : testsIn((task as Suite).tasks)));

/** The modules that a runner's process has read; vitest calls the member private. */
const modulesOf = (runner: TestRunner) =>
  (runner as unknown as { readonly workerState: { readonly evaluatedModules: EvaluatedModules } }).workerState
    .evaluatedModules;

/** Runs the tests of a file as they are, then once for each mutant that they reach, in one process. */
export default class MutationRunner extends TestRunner {
  /** vitest sets it, though its class does not declare it. */
  declare onTaskUpdate?: VitestRunner["onTaskUpdate"];

  onBeforeCollect(): void {
    switches.mutantCoverage = { static: {}, perTest: {} };
    switches.currentTestId = undefined;
  }

  onBeforeRunFiles(): void {
    switches.currentTestId = HOOKS;
  }

  override async onBeforeRunTask(test: Task): Promise<void> {
    switches.currentTestId = test.id;
    await super.onBeforeRunTask(test);
  }

  override onAfterRunTask(test: Test): void {
    super.onAfterRunTask(test);
    switches.currentTestId = HOOKS;
  }

  // biome-ignore lint/suspicious/noExplicitAny: vitest calls it with the files, and its class declares none.
  override async onAfterRunFiles(...args: any[]): Promise<void> {
    super.onAfterRunFiles();
    const files = args[0] as File[];
    switches.currentTestId = undefined;
    if (hasFailed(files)) throw new Error(`${files[0]!.name} fails without any mutant.`);
    const { static: atImport, perTest } = switches.mutantCoverage!;
    switches.mutantCoverage = undefined;
    const mutants = JSON.parse(readFileSync(`${FOLDER}/mutants.json`, "utf8")) as Mutant[];
    const times = new Map(testsIn(files).map(({ id, result }) => [id, result?.duration ?? 0]));
    const hooks = perTest[HOOKS] ?? {};
    const here = files[0]!.name;
    const tried = earlier();
    for (const { id, by } of tried) if (by !== null) killed.add(id);
    const left = mutants.filter(
      ({ id }) => !killed.has(id) && !tried.some((each) => each.id === id && each.file === here),
    );
    // vitest reports changes up to 100 ms late, by the ids of tests, which a mutant's run has too: its failures would be this run's.
    const report = this.onTaskUpdate;
    this.onTaskUpdate = async () => {};
    // Those that take effect while modules are read come last: each of them needs the modules again.
    for (const isStatic of [false, true]) {
      for (const { id } of left.filter((mutant) => mutant.id in atImport === isStatic)) {
        const reaching = Object.keys(perTest).filter((test) => id in perTest[test]!);
        const tests = isStatic || id in hooks ? [...times.keys()] : reaching;
        if (tests.length === 0) continue;
        if (isStatic || IS_STATEFUL) this.forget();
        writeFileSync(`${FOLDER}/trying.json`, JSON.stringify({ id, file: here }));
        const hits =
          (atImport[id] ?? 0) + Object.values(perTest).reduce((sum, each) => sum + (each[id] ?? 0), 0);
        const by = await this.tryMutant(id, files, new Set(tests), times, hits);
        if (by !== null) killed.add(id);
        appendFileSync(`${FOLDER}/results.jsonl`, `${JSON.stringify({ id, by, file: here })}\n`);
      }
    }
    this.onTaskUpdate = report;
    this.forget();
  }

  /** Makes the source under test, and whatever imports it, be read again when it is next imported. */
  private forget(): void {
    const evaluatedModules = modulesOf(this);
    const forgotten = new Set<string>();
    const visit = (id: string): void => {
      const node = evaluatedModules.getModuleById(id);
      if (forgotten.has(id) || node === undefined) return;
      forgotten.add(id);
      for (const importer of node.importers) visit(importer);
      evaluatedModules.invalidateModule(node);
    };
    for (const [id] of [...evaluatedModules.idToModuleMap])
      if (id.split("?", 1)[0]!.endsWith(`/${FILE}`)) visit(id);
  }

  /** The name of the test that fails with the mutant, or null. */
  private async tryMutant(
    id: string,
    files: readonly File[],
    tests: ReadonlySet<string>,
    times: ReadonlyMap<string, number>,
    hits: number,
  ): Promise<string | null> {
    const inner = new OneMutant(this, tests, times);
    switches.activeMutant = id;
    switches.hitCount = 0;
    switches.hitLimit = hits * 10 + 10_000;
    const onError = (error: unknown) => inner.fail(`outside a test: ${error}`);
    process.on("uncaughtException", onError);
    process.on("unhandledRejection", onError);
    try {
      const done = await startTests(
        files.map(({ filepath }) => filepath),
        inner,
      );
      if (inner.failed === null && hasFailed(done)) inner.fail("a hook, or the import");
    } catch (error) {
      inner.fail(String(error));
    } finally {
      switches.activeMutant = undefined;
      process.off("uncaughtException", onError);
      process.off("unhandledRejection", onError);
    }
    return inner.failed;
  }
}

/** Runs the tests that reach a mutant, until one fails. Nothing of it is reported to vitest. */
class OneMutant extends TestRunner {
  failed: string | null = null;

  constructor(
    outer: MutationRunner,
    private readonly tests: ReadonlySet<string>,
    private readonly times: ReadonlyMap<string, number>,
  ) {
    super(outer.config);
    for (const name of ["moduleRunner", "_otel"] as const)
      Object.defineProperty(this, name, { value: (outer as unknown as Record<string, unknown>)[name] });
  }

  fail(why: string): void {
    this.failed ??= why;
  }

  override importFile(filepath: string, source: "collect" | "setup"): unknown {
    const evaluatedModules = modulesOf(this);
    const node = evaluatedModules.getModuleById(filepath);
    if (node !== undefined) evaluatedModules.invalidateModule(node);
    return super.importFile(filepath, source);
  }

  onCollected(files: File[]): void {
    for (const test of testsIn(files)) {
      if (!this.tests.has(test.id)) test.mode = "skip";
      test.timeout = Math.min(test.timeout, PATIENCE + 5 * (this.times.get(test.id) ?? 0));
    }
  }

  async runTask(test: Test): Promise<void> {
    if (this.failed !== null) return;
    await getFn(test)();
  }

  override onAfterRunTask(test: Test): void {
    super.onAfterRunTask(test);
    if (test.result?.state === "fail") this.fail(test.name);
  }
}
