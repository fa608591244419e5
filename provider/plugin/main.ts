#!/usr/bin/env node
import { startedByHost } from "./handshake.js";

if (startedByHost(process.env)) {
  const { serve } = await import("./serve.js");
  await serve();
  process.exit(0);
}

process.stderr.write(`This is terraform-provider-scalr, a plugin for OpenTofu and Terraform. They start it themselves.

To install it for them:   scalr-sandbox provider install
To debug it:              scalr-sandbox provider serve
`);
process.exit(process.argv.slice(2).some((arg) => arg === "--help" || arg === "-h") ? 0 : 1);
