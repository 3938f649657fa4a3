import type { Operation } from "../operation";
import { AssumeRole } from "./AssumeRole";
import { AssumeRoleWithWebIdentity } from "./AssumeRoleWithWebIdentity";
import { GetCallerIdentity } from "./GetCallerIdentity";

/** The operations of AWS STS. */
export const stsOperations: readonly Operation[] = [AssumeRole, AssumeRoleWithWebIdentity, GetCallerIdentity];
