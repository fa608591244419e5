import { describe, expect, it } from "vitest";
import { serviceOf } from "../../../provider/plugin/proto/service.js";
import { TFPLUGIN6 } from "../../../provider/plugin/proto/tfplugin6.js";

const service = serviceOf(TFPLUGIN6, "Provider");

/** Protocol buffers written out by hand: a field's number times eight, plus 2 where a length follows, then its content. */
const bytes = (...parts: (number | string | readonly (number | string)[])[]): Buffer =>
  Buffer.concat(parts.flat().map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.of(part))));

const field = (number: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.of(number * 8 + 2, content.length), content]);
const fields = (...all: Buffer[]): Buffer => Buffer.concat(all);
const flag = (number: number, value = 1): Buffer => bytes(number * 8, value);
const text = (number: number, content: string): Buffer => field(number, Buffer.from(content));

/** The path `.a[7]["k"]`. */
const path = fields(field(1, text(1, "a")), field(1, flag(3, 7)), field(1, text(2, "k")));
const wirePath = { steps: [{ attributeName: "a" }, { elementKeyInt: 7 }, { elementKeyString: "k" }] };
const nil = { msgpack: Buffer.of(0xc0) };
const wireNil = field(1, bytes(0xc0));

describe("messages, byte by byte", () => {
  it("answers a plan", () => {
    const message = {
      plannedState: nil,
      requiresReplace: [wirePath],
      plannedPrivate: Buffer.from("p"),
      diagnostics: [{ severity: "WARNING", summary: "s", detail: "d", attribute: wirePath }],
      deferred: { reason: "PROVIDER_CONFIG_UNKNOWN" },
    };
    expect(service.PlanResourceChange!.responseSerialize(message as never)).toEqual(
      fields(
        field(1, wireNil),
        field(2, path),
        text(3, "p"),
        field(4, fields(flag(1, 2), text(2, "s"), text(3, "d"), field(4, path))),
        field(6, flag(1, 2)),
      ),
    );
  });

  it("reads what is to be planned, and skips what it does not know", () => {
    const request = fields(
      text(1, "t"),
      field(2, wireNil),
      field(3, wireNil),
      field(4, wireNil),
      text(5, "p"),
      field(6, wireNil),
      field(7, fields(flag(1), flag(2))),
      field(8, field(1, wireNil)),
    );
    expect(service.PlanResourceChange!.requestDeserialize(request)).toMatchObject({
      typeName: "t",
      priorState: nil,
      proposedNewState: nil,
      config: nil,
      priorPrivate: Buffer.from("p"),
      clientCapabilities: { deferralAllowed: true, writeOnlyAttributesAllowed: true },
    });
  });

  it("answers an apply, a read and an import", () => {
    const state = { newState: nil, private: Buffer.from("p"), diagnostics: [{ severity: "ERROR" }] };
    const error = flag(1);
    expect(service.ApplyResourceChange!.responseSerialize(state as never)).toEqual(
      fields(field(1, wireNil), text(2, "p"), field(3, error)),
    );
    expect(service.ReadResource!.responseSerialize(state as never)).toEqual(
      fields(field(1, wireNil), field(2, error), text(3, "p")),
    );
    const imported = { importedResources: [{ typeName: "t", state: nil, private: Buffer.from("p") }] };
    expect(service.ImportResourceState!.responseSerialize(imported as never)).toEqual(
      field(1, fields(text(1, "t"), field(2, wireNil), text(3, "p"))),
    );
  });

  it("reads a stored state", () => {
    const request = fields(
      text(1, "t"),
      flag(2, 3),
      field(3, fields(text(1, "{}"), field(2, fields(text(1, "k"), text(2, "v"))))),
    );
    expect(service.UpgradeResourceState!.requestDeserialize(request)).toMatchObject({
      typeName: "t",
      version: 3,
      rawState: { json: Buffer.from("{}"), flatmap: { k: "v" } },
    });
  });

  it("shows a schema", () => {
    const attribute = {
      name: "a",
      type: Buffer.from('"string"'),
      description: "d",
      required: true,
      optional: true,
      computed: true,
      sensitive: true,
      descriptionKind: "MARKDOWN",
      deprecated: true,
      writeOnly: true,
      deprecationMessage: "m",
    };
    const nested = { typeName: "b", block: {}, nesting: "SET", minItems: 1, maxItems: 2 };
    const schema = {
      version: 1,
      block: { attributes: [attribute], blockTypes: [nested], description: "x", deprecated: true },
    };
    const wireAttribute = fields(
      text(1, "a"),
      text(2, '"string"'),
      text(3, "d"),
      flag(4),
      flag(5),
      flag(6),
      flag(7),
      flag(8),
      flag(9),
      flag(11),
      text(12, "m"),
    );
    const wireNested = fields(text(1, "b"), field(2, bytes()), flag(3, 3), flag(4, 1), flag(5, 2));
    const wireSchema = fields(
      flag(1),
      field(2, fields(field(2, wireAttribute), field(3, wireNested), text(4, "x"), flag(6))),
    );
    const capabilities = { planDestroy: true, getProviderSchemaOptional: true, moveResourceState: true };
    const message = {
      provider: schema,
      resourceSchemas: { r: {} },
      dataSourceSchemas: { d: {} },
      serverCapabilities: capabilities,
    };
    const entry = (name: string) => fields(text(1, name), field(2, bytes()));
    expect(service.GetProviderSchema!.responseSerialize(message as never)).toEqual(
      fields(
        field(1, wireSchema),
        field(2, entry("r")),
        field(3, entry("d")),
        field(6, fields(flag(1), flag(2), flag(3))),
      ),
    );
  });

  it("calls everything by the names that hosts use", () => {
    const paths = Object.values(service).map(({ path: one }) => one);
    expect(paths).toContain("/tfplugin6.Provider/GetProviderSchema");
    expect(paths.every((one) => /^\/tfplugin6\.Provider\/[A-Z]\w+$/.test(one))).toBe(true);
  });
});
