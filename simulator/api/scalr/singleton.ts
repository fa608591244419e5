import { requireAllowed } from "../../core/authorize.js";
import type { AnyEntity, CompiledResource } from "../../core/compile.js";
import { parseQuery } from "../../core/query.js";
import type { View } from "../../core/resource.js";
import { updateEntity } from "../../core/service.js";
import { type Api, json, onType, type Route, transact } from "./route.js";

const current = ({ type, resource }: CompiledResource, view: View): AnyEntity => {
  const first = resource.singleton!(view);
  return view.reader.get(type, first.id) ?? first;
};

/** `GET` and `PATCH /<type>`: a type with one entity, which is stored at its first change. */
export function singletonRoutes(api: Api, compiled: CompiledResource): Record<"GET" | "PATCH", Route> {
  const { read, update } = compiled.resource.operations;
  return {
    GET: {
      describes: { about: compiled, type: compiled, answers: "object", status: 200 },
      permission: read!,
      admit: onType(compiled, read!),
      body: "none",
      changes: false,
      run(context) {
        const entity = current(compiled, context);
        requireAllowed(compiled, read!, entity, context);
        return json(200, api.encoder.one(compiled, entity, parseQuery(context.params, "single"), context));
      },
    },
    PATCH: {
      describes: { about: compiled, type: compiled, takes: "change", answers: "object", status: 200 },
      permission: update!,
      admit: onType(compiled, update!),
      body: "required",
      changes: true,
      run(context) {
        const entity = transact(api, context, (op) => {
          const before = current(compiled, op);
          requireAllowed(compiled, update!, before, op);
          if (op.reader.get(compiled.type, before.id) === undefined) op.tx.insert(before as never);
          return updateEntity(compiled, op, before, context.body);
        });
        return json(200, api.encoder.one(compiled, entity, parseQuery(context.params, "single"), context));
      },
    },
  };
}
