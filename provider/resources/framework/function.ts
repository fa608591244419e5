import type { FunctionAnswer, ProviderFunction } from "../../../engine/provider.js";
import { fromPlain, type Plain, toPlain, type Value } from "../../../engine/values/index.js";

/** A function over plain data. */
export interface FunctionDefinition extends ProviderFunction {
  /** @throws ArgumentError for arguments without a result */
  call(...args: Plain[]): Plain;
}

/** The argument at that place, counted from 0, is at fault. The message is a reason to put behind a colon, without a full stop. */
export class ArgumentError extends Error {
  override readonly name = "ArgumentError";
  constructor(
    readonly argument: number,
    reason: string,
  ) {
    super(reason);
  }
}

/** Calls a function of the provider; what is wrong with an argument is an answer, anything else is thrown. */
export function callFunction(definition: FunctionDefinition, args: readonly Value[]): FunctionAnswer {
  try {
    return { result: fromPlain(definition.call(...args.map(toPlain)), definition.returns) };
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    return { error: { text: error.message, argument: error.argument } };
  }
}
