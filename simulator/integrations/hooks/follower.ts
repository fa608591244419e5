import { branchFollower } from "../../vcs/branches/following.js";
import { sourceOfHook } from "./source.js";

/** Keeps the script of each hook of the registry as its branch has it, with the files beside it. */
export const hookFollower = branchFollower("hooks", sourceOfHook);
