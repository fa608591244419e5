/** The results of conditions, object by object. */
import type { CheckResult } from "../interfaces/types.js";

type Status = CheckResult["status"];

/** An error outweighs a failure, that an unknown, that a pass. */
const WEIGHT: Readonly<Record<Status, number>> = { pass: 0, unknown: 1, fail: 2, error: 3 };

/** The results of the conditions of a plan or an apply, as the state and `show -json` list them. */
export class CheckRecorder {
  readonly #results = new Map<
    string,
    { kind: CheckResult["kind"]; of: string; status: Status; messages: string[] }
  >();

  /** @param of the address in the configuration that `address` is an instance of */
  record(kind: CheckResult["kind"], address: string, of: string, status: Status, message?: string): void {
    let result = this.#results.get(address);
    if (!result) {
      result = { kind, of, status: "pass", messages: [] };
      this.#results.set(address, result);
    }
    if (WEIGHT[status] > WEIGHT[result.status]) result.status = status;
    if (message !== undefined) result.messages.push(message);
  }

  hasFailed(address: string): boolean {
    return this.#results.get(address)?.status === "fail";
  }

  results(): CheckResult[] {
    return [...this.#results]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([address, { kind, status, messages }]) => ({ address, kind, status, messages }));
  }

  /** As states store them; null when nothing is checked. */
  stateResults(): unknown {
    const groups = new Map<string, { kind: CheckResult["kind"]; objects: CheckResult[] }>();
    for (const result of this.results()) {
      const { of, kind } = this.#results.get(result.address)!;
      const group = groups.get(of) ?? { kind, objects: [] };
      group.objects.push(result);
      groups.set(of, group);
    }
    if (groups.size === 0) return null;
    return [...groups].map(([of, { kind, objects }]) => ({
      object_kind: kind === "input_variable" ? "var" : kind === "output_value" ? "output" : kind,
      config_addr: of,
      status: objects.reduce<Status>(
        (worst, o) => (WEIGHT[o.status] > WEIGHT[worst] ? o.status : worst),
        "pass",
      ),
      objects: objects.map(({ address, status, messages }) => ({
        object_addr: address,
        status,
        ...(messages.length > 0 && { failure_messages: messages }),
      })),
    }));
  }
}
