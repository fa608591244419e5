// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are templates of the language under test.
/** What a configuration says, in both syntaxes. */
import { describe, expect, it } from "vitest";
import type { Configuration } from "../../../engine/language/index.js";
import { toPlain, typeExpression } from "../../../engine/values/index.js";
import { load, loaded } from "./folder.js";

const NATIVE = `
terraform {
  required_version = ">= 1.6"
  required_providers {
    null  = { source = "hashicorp/null", version = "~> 3.2" }
    scalr = { source = "registry.scalr.io/scalr/scalr" }
    old   = "1.0"
  }
  backend "local" {
    path = "x"
  }
}

provider "null" {
  alias = "second"
}

provider "scalr" {
  hostname = var.hostname
}

variable "hostname" {
  type        = string
  description = "where"
  sensitive   = true
  validation {
    condition     = var.hostname != ""
    error_message = "empty: \${var.hostname}"
  }
}

variable "sizes" {
  type    = map(object({ gb = optional(number, 5), tags = optional(list(string)) }))
  default = { a = {}, b = { gb = 7 } }
  nullable = false
}

locals {
  joined = "\${var.hostname}-x"
}

resource "null_resource" "a" {
  count      = 2
  provider   = null.second
  depends_on = [null_resource.b, data.null_data_source.d]
  triggers   = { at = local.joined }

  provisioner "local-exec" {
    when       = destroy
    on_failure = continue
    command    = "echo \${self.id}"
  }

  lifecycle {
    create_before_destroy = true
    prevent_destroy       = false
    ignore_changes        = [triggers["at"]]
    replace_triggered_by  = [null_resource.b.id]
    postcondition {
      condition     = self.id != ""
      error_message = "no id"
    }
  }
}

resource "null_resource" "b" {
  for_each = toset(["x"])
  lifecycle {
    ignore_changes = all
  }
}

data "null_data_source" "d" {}

output "ids" {
  value       = null_resource.a[*].id
  description = "all"
  sensitive   = true
  depends_on  = [null_resource.b]
}

moved {
  from = null_resource.old["k"]
  to   = null_resource.a[0]
}

import {
  to = null_resource.b["x"]
  id = "123"
}

removed {
  from = null_resource.gone
  lifecycle {
    destroy = false
  }
}

check "healthy" {
  assert {
    condition     = length(null_resource.a) == 2
    error_message = "not two"
  }
}
`;

const JSON_SYNTAX = {
  "//": "a comment",
  terraform: {
    required_version: ">= 1.6",
    required_providers: {
      null: { source: "hashicorp/null", version: "~> 3.2" },
      scalr: { source: "registry.scalr.io/scalr/scalr" },
      old: "1.0",
    },
    backend: { local: { path: "x" } },
  },
  provider: { null: [{ alias: "second" }], scalr: { hostname: "${var.hostname}" } },
  variable: {
    hostname: {
      type: "string",
      description: "where",
      sensitive: true,
      validation: { condition: '${var.hostname != ""}', error_message: "empty: ${var.hostname}" },
    },
    sizes: {
      type: "map(object({ gb = optional(number, 5), tags = optional(list(string)) }))",
      default: { a: {}, b: { gb: 7 } },
      nullable: false,
    },
  },
  locals: { joined: "${var.hostname}-x" },
  resource: {
    null_resource: {
      a: {
        count: 2,
        provider: "null.second",
        depends_on: ["null_resource.b", "data.null_data_source.d"],
        triggers: { at: "${local.joined}" },
        provisioner: [
          { "local-exec": { when: "destroy", on_failure: "continue", command: "echo ${self.id}" } },
        ],
        lifecycle: {
          create_before_destroy: true,
          prevent_destroy: false,
          ignore_changes: ['triggers["at"]'],
          replace_triggered_by: ["null_resource.b.id"],
          postcondition: { condition: '${self.id != ""}', error_message: "no id" },
        },
      },
      b: { for_each: '${toset(["x"])}', lifecycle: { ignore_changes: "all" } },
    },
  },
  data: { null_data_source: { d: {} } },
  output: {
    ids: {
      value: "${null_resource.a[*].id}",
      description: "all",
      sensitive: true,
      depends_on: ["null_resource.b"],
    },
  },
  moved: { from: 'null_resource.old["k"]', to: "null_resource.a[0]" },
  import: { to: 'null_resource.b["x"]', id: "123" },
  removed: { from: "null_resource.gone", lifecycle: { destroy: false } },
  check: {
    healthy: {
      assert: { condition: "${length(null_resource.a) == 2}", error_message: "not two" },
    },
  },
};

/** A configuration without the places where its parts stand. */
function summary(c: Configuration) {
  const subjects = (references: readonly { subject: object }[]) => references.map(({ subject }) => subject);
  return {
    versions: c.requiredVersions.map((v) => v.constraint),
    required: [...c.requiredProviders.values()].map((p) => [p.name, p.source, p.version?.constraint]),
    backend: c.backend?.type,
    providers: [...c.providers.keys()],
    variables: [...c.variables.values()].map((v) => ({
      name: v.name,
      type: v.type && typeExpression(v.type),
      default: v.default && toPlain(v.default),
      description: v.description,
      flags: [v.sensitive, v.nullable, v.ephemeral],
      validations: v.validations.map((rule) => subjects(rule.condition.references())),
    })),
    locals: [...c.locals.values()].map((l) => [l.name, subjects(l.expression.references())]),
    resources: [...c.resources.values()].map((r) => ({
      address: r.address,
      repeated: [r.count !== undefined, r.forEach !== undefined],
      provider: r.provider && [r.provider.name, r.provider.alias],
      dependsOn: subjects(r.dependsOn),
      lifecycle: {
        flags: [r.lifecycle.createBeforeDestroy, r.lifecycle.preventDestroy?.span.text],
        ignore:
          r.lifecycle.ignoreChanges === "all" ? "all" : r.lifecycle.ignoreChanges.map(({ steps }) => steps),
        triggers: r.lifecycle.replaceTriggeredBy.map((e) => subjects(e.references())),
        conditions: [r.lifecycle.preconditions.length, r.lifecycle.postconditions.length],
      },
      provisioners: r.provisioners.map((p) => [p.type, p.when, p.onFailure]),
    })),
    outputs: [...c.outputs.values()].map((o) => ({
      name: o.name,
      description: o.description,
      sensitive: o.sensitive,
      references: subjects(o.expression.references()),
      dependsOn: subjects(o.dependsOn),
    })),
    moved: c.moved.map(({ from, to }) => [from, to].flatMap(nameAndKey)),
    imports: c.imports.map(({ to }) => [to.type, to.name, to.key]),
    removed: c.removed.map(({ from, destroy }) => [nameAndKey(from)[0], destroy]),
    checks: [...c.checks.values()].map((check) => [check.name, check.assertions.length]),
  };
}

describe("a configuration", () => {
  it("is read from the native syntax", async () => {
    const { resources, outputs, ...rest } = summary(await loaded({ "main.tofu": NATIVE }));
    const b = { kind: "resource", mode: "managed", type: "null_resource", name: "b" };
    expect(rest).toEqual({
      versions: [">= 1.6"],
      required: [
        ["null", "registry.opentofu.org/hashicorp/null", "~> 3.2"],
        ["scalr", "registry.scalr.io/scalr/scalr", undefined],
        ["old", "registry.opentofu.org/hashicorp/old", "1.0"],
      ],
      backend: "local",
      providers: ["null.second", "scalr"],
      variables: [
        {
          name: "hostname",
          type: "string",
          default: undefined,
          description: "where",
          flags: [true, true, false],
          validations: [[{ kind: "variable", name: "hostname" }]],
        },
        {
          name: "sizes",
          type: "map(object({gb=optional(number),tags=optional(list(string))}))",
          default: { a: { gb: 5, tags: null }, b: { gb: 7, tags: null } },
          description: undefined,
          flags: [false, false, false],
          validations: [],
        },
      ],
      locals: [["joined", [{ kind: "variable", name: "hostname" }]]],
      moved: [["old", "k", "a", 0]],
      imports: [["null_resource", "b", "x"]],
      removed: [["gone", false]],
      checks: [["healthy", 1]],
    });
    expect(resources).toEqual([
      {
        address: "null_resource.a",
        repeated: [true, false],
        provider: ["null", "second"],
        dependsOn: [b, { kind: "resource", mode: "data", type: "null_data_source", name: "d" }],
        lifecycle: {
          flags: [true, "false"],
          ignore: [["triggers", "at"]],
          triggers: [[b]],
          conditions: [0, 1],
        },
        provisioners: [["local-exec", "destroy", "continue"]],
      },
      {
        address: "null_resource.b",
        repeated: [false, true],
        provider: undefined,
        dependsOn: [],
        lifecycle: { flags: [undefined, undefined], ignore: "all", triggers: [], conditions: [0, 0] },
        provisioners: [],
      },
      {
        address: "data.null_data_source.d",
        repeated: [false, false],
        provider: undefined,
        dependsOn: [],
        lifecycle: { flags: [undefined, undefined], ignore: [], triggers: [], conditions: [0, 0] },
        provisioners: [],
      },
    ]);
    expect(outputs).toEqual([
      {
        name: "ids",
        description: "all",
        sensitive: true,
        references: [{ kind: "resource", mode: "managed", type: "null_resource", name: "a" }],
        dependsOn: [b],
      },
    ]);
  });

  it("says the same in JSON", async () => {
    const native = await loaded({ "main.tofu": NATIVE });
    expect(summary(await loaded({ "cdk.tofu.json": JSON_SYNTAX }))).toEqual(summary(native));
  });

  it("may be spread over files of both syntaxes; .tofu takes the place of .tf; backups do not count", async () => {
    const configuration = await loaded({
      "a.tf": "locals {\n  a = 1\n}\n",
      "b.tf.json": { locals: { b: "${local.a}" } },
      "c.tf": "locals {\n  c = 1\n}\n",
      "c.tofu": "locals {\n  c2 = 1\n}\n",
      "d.tf~": "nonsense",
      ".e.tf": "nonsense",
      "notes.txt": "nonsense",
    });
    expect([...configuration.locals.keys()]).toEqual(["a", "b", "c2"]);
    expect([...configuration.sources.keys()]).toEqual(["a.tf", "b.tf.json", "c.tofu"]);
  });

  it("has line ends of any system, and may start with a byte order mark", async () => {
    const configuration = await loaded({
      "a.tf": '\ufefflocals {\r\n  a = "x"\r\n  b = <<EOT\r\nline\r\nEOT\r\n}\r\n',
    });
    expect([...configuration.locals.keys()]).toEqual(["a", "b"]);
  });
});

describe("where there is no configuration", () => {
  it("says so", async () => {
    const { diagnostics } = await load({ "readme.md": "" });
    expect(diagnostics).toMatchObject([{ severity: "error", summary: "No configuration files" }]);
  });
});

const nameAndKey = (target: Configuration["moved"][number]["from"]) =>
  target.kind === "resource" ? [target.name, target.key] : [undefined, undefined];
