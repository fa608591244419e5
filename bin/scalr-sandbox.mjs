#!/usr/bin/env node
import { start } from "./start.mjs";

await start("scalr-sandbox", "dist/cli/main.js");
