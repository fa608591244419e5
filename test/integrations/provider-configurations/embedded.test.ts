import { describe } from "vitest";
import { useWorkshop } from "../../agent/workshop.js";
import { useSandbox } from "../../support/sandbox.js";
import { providerCases } from "./provider-cases.js";

const box = useSandbox({ clock: "real" });

describe("a run that the embedded engine executes", () => {
  const shop = useWorkshop(box);
  providerCases({
    get sandbox() {
      return box.sandbox;
    },
    get where() {
      return shop.where;
    },
  });
});
