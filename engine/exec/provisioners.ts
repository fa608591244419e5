/** Runs the provisioners of a resource, one after the other. */

import { errorDiag, hasErrors, type Owner, within } from "../config/diagnostics.js";
import { evaluateBody } from "../evaluate/block.js";
import type { Emit } from "../evaluate/events.js";
import type { ConfigScope } from "../evaluate/scope.js";
import type { Diag } from "../interfaces/diag.js";
import type { Provisioner, Resource, Scope } from "../language/index.js";
import { PROVISIONER_BLOCK } from "../language/index.js";
import { EPHEMERAL, SENSITIVE, type Value } from "../values/index.js";
import { localExec } from "./local-exec.js";

export interface ProvisionRequest {
  /** Those of the moment, which are all run. */
  readonly provisioners: readonly Provisioner[];
  readonly address: string;
  readonly owner: Owner;
  /** With `self`. */
  readonly scope: Scope;
  /** Where commands start, unless they say otherwise: the configuration's folder. */
  readonly dir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether commands lead process groups. */
  readonly ownGroups: boolean;
  readonly signal: AbortSignal | undefined;
  readonly emit: Emit;
}

/** Runs an object's provisioners of one moment, one after another, until one fails that may not. */
export async function provision(request: ProvisionRequest): Promise<readonly Diag[]> {
  const found: Diag[] = [];
  for (const provisioner of request.provisioners) {
    const problems = await runOne(provisioner, request);
    if (!hasErrors(problems)) found.push(...problems);
    else if (provisioner.onFailure === "fail") return [...found, ...problems];
  }
  return found;
}

async function runOne(provisioner: Provisioner, request: ProvisionRequest): Promise<readonly Diag[]> {
  const { address, emit, owner } = request;
  const { type: name, body, span } = provisioner;
  const evaluated = evaluateBody(body, PROVISIONER_BLOCK, request.scope);
  if (hasErrors(evaluated.diagnostics)) {
    return within(owner, evaluated.diagnostics).map((d) => ({ ...d, address }));
  }
  emit({ type: "provision-start", address, provisioner: name });
  const marks = evaluated.value.allMarks();
  const secret = marks.has(SENSITIVE) || marks.has(EPHEMERAL);
  const tell = (line: string) => {
    const shown = secret ? "(output suppressed due to sensitive value in config)" : line;
    emit({ type: "provision-output", address, provisioner: name, line: shown });
  };
  const { dir, env, ownGroups: ownGroup, signal } = request;
  const config = evaluated.value.unmarkDeep();
  const failure = await localExec({ config, dir, env, ownGroup, signal, tell, secret });
  if (failure === null) return [];
  return within(owner, [
    errorDiag("local-exec provisioner error", failure, span, { address, context: owner.context }),
  ]);
}

/** What shows without running anything. */
export function checkProvisioners(resource: Resource, scope: ConfigScope, self: Value): Diag[] {
  return resource.provisioners.flatMap((provisioner): readonly Diag[] => {
    if (provisioner.type !== "local-exec") {
      return [
        errorDiag(
          "Unsupported provisioner",
          `The embedded engine runs local-exec provisioners, not ${JSON.stringify(provisioner.type)}. Use --engine tofu for this configuration.`,
          provisioner.span,
        ),
      ];
    }
    const inside = scope.with({ self, onlySelf: provisioner.when === "destroy" });
    return evaluateBody(provisioner.body, PROVISIONER_BLOCK, inside).diagnostics;
  });
}
