/** Asks a provider to create or change one object as planned, and checks its response. */

import { formatInstance, type InstanceAddress } from "../addresses/address.js";
import { fromProvider, hasErrors } from "../config/diagnostics.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import type { Diag } from "../interfaces/diag.js";
import type { ApplyResponse, Private } from "../interfaces/provider.js";
import { blockType } from "../interfaces/schema.js";
import { differences } from "../objects/compatible.js";
import { markBySchema } from "../objects/schema.js";
import { type Held, ownerOf, providerFault } from "../plan/prior.js";
import { conforms, Value } from "../values/index.js";
import { formatPath, mapChildren, markSensitive, sensitivePaths } from "../values/parts.js";
import type { ApplyContext } from "./context.js";

export interface Made {
  /** What exists now; undefined when nothing does, or when it cannot be known. */
  readonly value: Value | undefined;
  readonly private: Private;
  readonly problems: readonly Diag[];
}

export interface MakeRequest {
  readonly before: Value;
  /** A null value: destroy. */
  readonly after: Value;
  readonly config: Value;
  readonly private: Private;
}

/** Has the provider make an object, and takes what it answered into the state. */
export async function make(context: ApplyContext, held: Held, request: MakeRequest): Promise<Made> {
  const { address, use, schema } = held;
  const { block } = schema;
  const text = formatInstance(address);
  const answer: ApplyResponse = await context.pool.configured(use).applyResource({
    type: address.type,
    prior: request.before.unmarkDeep(),
    planned: request.after.unmarkDeep(),
    config: request.config.unmarkDeep(),
    private: request.private,
  });
  const body = held.facts?.resource.body;
  const problems = fromProvider(answer.diagnostics, ownerOf(held), body, block).map((d) => ({
    ...d,
    address: text,
  }));
  const fault = (what: string) => problems.push({ ...providerFault(INCONSISTENT, use, what), address: text });
  if (!conforms(answer.state.type, blockType(block))) {
    fault(`what it made of ${text} does not fit its schema and cannot be stored`);
    return { value: undefined, private: answer.private, problems };
  }
  let value = answer.state;
  if (!value.isWhollyKnown) {
    for (const path of unknownPaths(value))
      fault(`after the apply it still says that ${text}${path} is unknown`);
    value = unknownAsNull(value);
  }
  const destroying = request.after.isNull;
  if (!hasErrors(problems)) {
    if (destroying && !value.isNull) fault(`it says that ${text} still exists after it was destroyed`);
    if (!destroying && value.isNull) fault(`it says that ${text} does not exist after it was applied`);
    if (!destroying && !value.isNull) {
      for (const difference of differences(block, request.after.unmarkDeep(), value)) {
        fault(`when applying changes to ${text} it produced an unexpected new value: ${difference}`);
      }
    }
  }
  if (value.isNull) return { value: undefined, private: answer.private, problems };
  const marked = markBySchema(
    markSensitive(value, sensitivePaths(destroying ? request.before : request.after)),
    block,
  );
  return { value: marked, private: answer.private, problems };
}

const INCONSISTENT = "Provider produced inconsistent result after apply";

function unknownPaths(value: Value): string[] {
  const found: string[] = [];
  const visit = (v: Value, path: Parameters<typeof formatPath>[0]): void => {
    if (!v.isKnown) found.push(formatPath(path));
    else if (!v.isWhollyKnown) {
      mapChildren(v, (child, step) => {
        visit(child, [...path, step]);
        return child;
      });
    }
  };
  visit(value, []);
  return found;
}

function unknownAsNull(value: Value): Value {
  if (!value.isKnown) return Value.null(value.type);
  return value.isWhollyKnown ? value : mapChildren(value, unknownAsNull);
}

/** An instance of a resource that the configuration declares, with its provider and schema. */
export function heldBy(facts: ResourceFacts, address: InstanceAddress): Held {
  return { address, use: facts.use, schema: facts.schema, facts };
}
