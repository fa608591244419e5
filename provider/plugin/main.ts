#!/usr/bin/env node
import { startedByHost } from "./handshake.js";

const HELP = `This is terraform-provider-scalr, a plugin for OpenTofu and Terraform. They start it themselves.

To install it for them:   scalr-sandbox provider install
To debug it:              scalr-sandbox provider serve
`;

// Loaded for a host alone: whoever only asks is answered at once.
if (!startedByHost(process.env)) {
  process.stderr.write(HELP);
  process.exit(process.argv.slice(2).some((arg) => arg === "--help" || arg === "-h") ? 0 : 1);
}
const { createScalrProvider } = await import("../resources/index.js");
const { serve } = await import("./serve.js");
await serve(() => createScalrProvider());
process.exit(0);
