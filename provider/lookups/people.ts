import * as pulumi from "@pulumi/pulumi";

import type { ListedMember } from "../aws/channels/memberships";
import type { AppInstancePerson } from "./appInstancePerson";
import { invoke, invokeOutput, type Lookup } from "./lookup";
import { withSecrets } from "./withSecrets";

/** A look-up with personal data in its result, by the ids or ARNs of the people. */
export type LookupWithPeople<Args extends object, Result extends HasPeople> = Lookup<Args, Found<Result>>;

interface HasPeople {
  people: pulumi.Output<Record<string, object>>;
}

interface Found<Result extends HasPeople> {
  result: Omit<Result, "people">;
  people: pulumi.Unwrap<Result["people"]>;
}

/** Runs a look-up with plain arguments. The personal data are a secret in its result. */
export async function invokeWithPeople<Args extends object, Result extends HasPeople>(
  lookup: LookupWithPeople<Args, Result>,
  args: Args,
  opts?: pulumi.InvokeOptions,
): Promise<Result> {
  const { result, people } = await invoke(lookup, args, opts);
  return { ...result, people: pulumi.secret(people) } as unknown as Result;
}

/** Runs a look-up with outputs. The personal data are an output of their own, and a secret. */
export function invokeOutputWithPeople<Args extends object, Result extends HasPeople>(
  lookup: LookupWithPeople<Args, Result>,
  args: object,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<Omit<Result, "people">> & Pick<Result, "people"> {
  const found = invokeOutput(lookup, args, opts);
  const people = pulumi.secret(found.apply((all) => all.people)) as unknown as Result["people"];
  return withSecrets(
    found.apply(({ result }) => result),
    { people },
  );
}

/** The personal data of users and bots, by their ARNs. */
export function peopleOf(members: readonly ListedMember[]): Record<string, AppInstancePerson> {
  return Object.fromEntries(
    members.map(({ memberArn, name }) => [memberArn, name === undefined ? {} : { name }]),
  );
}
