/** Functions of providers, as the language calls its own. */

import type { ProviderPool } from "../config/provider-pool.js";
import type { Provider, ProviderFunction } from "../interfaces/provider.js";
import type { ProviderFunctionName } from "../language/body/scope.js";
import { FunctionError, type LanguageFunction } from "../language/functions/function.js";
import type { ModuleNode } from "../language/index.js";
import { suggestion } from "../language/source/suggest.js";

/** The function that a module calls by that name, or the error's summary and detail. */
export function providerFunction(
  pool: ProviderPool,
  module: ModuleNode,
  { provider: localName, alias, name }: ProviderFunctionName,
): LanguageFunction | readonly [summary: string, detail: string] {
  const required = module.config.requiredProviders.get(localName);
  if (!required) {
    const detail = `The provider ${JSON.stringify(localName)} is not in required_providers of ${module.path || "the root module"}, which a call of its functions needs.`;
    return ["Unknown function provider", detail];
  }
  const { source, span } = required;
  if (!pool.has(source)) {
    const { summary, detail } = pool.missing(source, span);
    return [summary, detail ?? ""];
  }
  const provider = pool.plain(source);
  const functions = provider.schema.functions ?? {};
  if (Object.hasOwn(functions, name)) return languageFunction(provider, name, functions[name]!);
  const written = ["provider", localName, alias, name].filter((part) => part !== undefined).join("::");
  const hint = suggestion(name, Object.keys(functions));
  const detail = `The provider ${source} has no function ${JSON.stringify(written)} here.${hint} Use --engine tofu if another version of it has.`;
  return ["Function not found in provider", detail];
}

function languageFunction(provider: Provider, name: string, definition: ProviderFunction): LanguageFunction {
  return {
    parameters: definition.parameters.map(({ name, type, nullable }) => ({
      name,
      type,
      ...(nullable && { takes: ["null"] }),
    })),
    returns: () => definition.returns,
    nullable: true,
    call(args) {
      const answer = provider.callFunction!(name, args);
      if ("result" in answer) return answer.result;
      throw new FunctionError(answer.error.text, answer.error.argument);
    },
  };
}
