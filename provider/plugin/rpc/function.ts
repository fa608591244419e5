import { decoded, wireFunctions, wireValue } from "../wire/convert.js";
import type { Rpc } from "../wire/session.js";

export const getFunctions: Rpc<"GetFunctions"> = {
  handle: ({ provider }) => ({ functions: wireFunctions(provider.schema.functions), diagnostics: [] }),
};

export const callFunction: Rpc<"CallFunction"> = {
  handle({ provider }, { name, arguments: given = [] }) {
    const { functions = {} } = provider.schema;
    if (!Object.hasOwn(functions, name) || !provider.callFunction)
      return { error: { text: `The provider has no function ${JSON.stringify(name)}.` } };
    const { parameters, returns } = functions[name]!;
    if (given.length !== parameters.length)
      return { error: { text: `${name} takes ${parameters.length} arguments, not ${given.length}.` } };
    const answer = provider.callFunction(
      name,
      parameters.map(({ type }, at) => decoded(given[at], type)),
    );
    if ("result" in answer) return { result: wireValue(answer.result, returns) };
    const { text, argument } = answer.error;
    return { error: { text, ...(argument !== undefined && { functionArgument: argument }) } };
  },
};
