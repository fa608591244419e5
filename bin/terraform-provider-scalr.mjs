#!/usr/bin/env node
import { start } from "./start.mjs";

await start("terraform-provider-scalr", "dist/provider/plugin/main.js");
