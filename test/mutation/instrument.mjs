import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commonTokens } from "@stryker-mutator/api/plugin";
import { createInstrumenter } from "@stryker-mutator/instrumenter";
import { createInjector } from "typed-inject";

const ROOT = join(import.meta.dirname, "../..");

const silent = () => {};
const logger = {
  ...{ isTraceEnabled: () => false, isDebugEnabled: () => false, isInfoEnabled: () => false },
  ...{ isWarnEnabled: () => false, isErrorEnabled: () => false, isFatalEnabled: () => false },
  ...{ trace: silent, debug: silent, info: silent, warn: silent, error: silent, fatal: silent },
};

/**
 * The text of a source with all of its mutants in it, each behind a switch, and the list of them. Stryker's instrumenter makes both.
 * @param {string} file from the top of the repository
 */
export async function instrument(file) {
  const name = join(ROOT, file);
  const instrumenter = createInjector()
    .provideValue(commonTokens.logger, logger)
    .injectFunction(createInstrumenter);
  const options = { plugins: null, excludedMutations: [], ignorers: [], noHeader: false };
  const source = { name, content: readFileSync(name, "utf8"), mutate: true };
  const { files, mutants } = await instrumenter.instrument([source], options);
  return {
    name,
    content: files[0].content,
    mutants: mutants.map(({ id, mutatorName, replacement, location }) => ({
      id,
      what: mutatorName,
      line: location.start.line + 1,
      column: location.start.column,
      replacement: String(replacement).replace(/\s+/g, " ").slice(0, 100),
    })),
  };
}
