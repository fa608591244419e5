#!/usr/bin/env node
import { startedByHost } from "./handshake.js";

if (!startedByHost(process.env)) {
  process.stderr.write(
    "This is terraform-provider-null of scalr-sandbox, a plugin for OpenTofu and Terraform. They start it themselves.\n",
  );
  process.exit(1);
}
const { createNullProvider } = await import("../../engine/builtin/null.js");
const { serve } = await import("./serve.js");
await serve(createNullProvider);
process.exit(0);
