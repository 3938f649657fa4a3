import type { Note } from "./model";

const GONE = "[what counts as deleted](../decisions/what-counts-as-deleted.md)";
const ERRORS: Note = ["Errors", "Each error says what to do: [errors](../guides/errors.md)."];

const MEMBERSHIP_NOTES: readonly Note[] = [
  [
    "Delete",
    "Removing the resource from the program removes the member. A member that is already gone counts " +
      `as deleted. After any other error, the resource stays in the state: ${GONE}.`,
  ],
  [
    "Moves",
    "A member can move to another resource in one `pulumi up`, and is not removed: [moving " +
      "members](../guides/moving-members.md). Two resources of the same membership fail the preview, or " +
      "the update if an id is not known before.",
  ],
  [
    "Naming",
    "Name each resource after its member, not after a position in a list. With positions, removing an " +
      "entry from the middle gives every later resource the next member. Those resources fail, because " +
      "the memberships already exist. Nobody is removed. To recover, set `adoptExisting`.",
  ],
  [
    "Secrets",
    "An argument that is a secret is encrypted in the inputs and outputs, but not in the resource id. " +
      "The state holds no email address, no name of a person and no credential: " +
      "[state](../guides/security.md#state).",
  ],
  ERRORS,
];

/** The notes that single memberships of both services share. */
export function membershipNotes({ parent, role }: { parent: string; role: string }): Note[] {
  return [
    [
      "Adoption",
      `If the member is already in the ${parent}, the create fails. With \`adoptExisting\`, the ` +
        `resource adopts the membership and gives it the declared ${role}: ` +
        "[adoption](../guides/adoption-and-import.md#adoption).",
    ],
    [
      "Drift",
      `\`pulumi refresh\` shows another ${role}, and removes the resource from the state if the member ` +
        "is gone. The next `pulumi up` restores the membership.",
    ],
    [
      "Replacement",
      `If the member or the ${parent} changes, the new member is added before the old one is removed. ` +
        'The same membership cannot exist twice, so `pulumi up --replace` and `replaceOnChanges: ["*"]` work ' +
        "only with `deleteBeforeReplace: true`, which removes the member and adds it again. Pulumi ignores " +
        "other values of `replaceOnChanges` in dynamic providers.",
    ],
    ...MEMBERSHIP_NOTES,
  ];
}

/** The notes that administrators, moderators and bans share. */
export function accessNotes({ kind, article }: { kind: string; article: "a" | "an" }): Note[] {
  return [
    [
      "Adoption",
      `If the ${kind} exists already, the create fails. With \`adoptExisting\`, the resource adopts it: ` +
        "[adoption](../guides/adoption-and-import.md#adoption).",
    ],
    [
      "Drift",
      `\`pulumi refresh\` removes the resource from the state if the ${kind} is gone. The next ` +
        "`pulumi up` restores it.",
    ],
    [
      "Replacement",
      `If an argument changes, the new ${kind} is created before the old one is removed. The same ${kind} ` +
        'cannot exist twice, so `pulumi up --replace` and `replaceOnChanges: ["*"]` work only with ' +
        "`deleteBeforeReplace: true`. Pulumi ignores other values of `replaceOnChanges` in dynamic providers.",
    ],
    [
      "Delete",
      `Removing the resource from the program removes the ${kind}. One that is already gone counts as ` +
        `removed. After any other error, the resource stays in the state: ${GONE}.`,
    ],
    [
      "Two resources",
      `Two resources of the same ${kind} fail the preview, or the update if an id is not known before. If ` +
        `a resource gets another name or provider, give it an alias: ${article} ${kind} that another ` +
        "resource of the program declares is not removed. See [moving " +
        "members](../guides/moving-members.md).",
    ],
    ERRORS,
  ];
}

/**
 * The notes that the settings of app instances and channels share.
 *
 * @param removal What removing the resource does: the rest of a sentence.
 */
export function settingNotes(setting: {
  noun: string;
  article: "a" | "an";
  parent: string;
  removal: string;
}): Note[] {
  const { noun, article, parent, removal } = setting;
  return [
    [
      "Adoption",
      `If the ${parent} has ${article} ${noun} already, the create fails. With \`adoptExisting\`, the resource ` +
        "adopts it, and the output says so: [adoption](../guides/adoption-and-import.md#adoption).",
    ],
    [
      "Drift",
      "`pulumi refresh` shows what was changed outside Pulumi, and removes the resource from the state if " +
        `the ${parent} has no ${noun} any more. The next \`pulumi up\` restores it.`,
    ],
    [
      "Delete",
      `Removing the resource from the program ${removal}. ${article === "a" ? "A" : "An"} ${noun} that is ` +
        `already gone counts as removed. After any other error, the resource stays in the state: ${GONE}.`,
    ],
    [
      "Replacement",
      `The same ${noun} cannot exist twice, so \`pulumi up --replace\` works only with ` +
        "`deleteBeforeReplace: true`.",
    ],
    [
      "Two resources",
      `Two resources for the ${noun} of one ${parent} fail the preview, or the update if an ARN is not known ` +
        "before. If a resource gets another name or provider, give it an alias: what another resource of the " +
        "program declares is not removed. See [moving members](../guides/moving-members.md).",
    ],
    ERRORS,
  ];
}

function commonRosterNotes(noun: string): readonly Note[] {
  return [
    [
      "Partial failure",
      `If a change fails for one ${noun}, the others continue. One error reports all failures, the state ` +
        "keeps what was done, and the next `pulumi up` continues: [a roster that failed in " +
        "part](../guides/errors.md#a-roster-that-failed-in-part).",
    ],
    [
      "Drift",
      `\`pulumi refresh\` shows ${noun}s that are gone${noun === "member" ? " or have changed" : ""}. For an exclusive roster, it also ` +
        `shows unmanaged ${noun}s, in \`otherMembers\`. The next \`pulumi up\` restores the roster.`,
    ],
    [
      "Delete",
      `Removing the resource from the program removes the ${noun}s that the roster manages. Other ${noun}s ` +
        "stay. Those that are already gone count as removed. After any other error, the roster stays in " +
        `the state: ${GONE}.`,
    ],
    [
      "Moves",
      `If a ${noun} leaves \`members\` and another resource of the program declares it, the ${noun} is not ` +
        "removed. The roster keeps it in its state, under `transferring`, until the other resource manages " +
        `it. A later update removes the ${noun} if no resource declares it any more: [moving ` +
        "members](../guides/moving-members.md).",
    ],
    [
      "Conflicts",
      `If a ${noun} is in two resources, or an exclusive roster would remove a ${noun} of another ` +
        "resource, the preview fails, or the update if an id is not known before.",
    ],
    [
      `Stop managing ${noun}s`,
      "Move them from `members` to `ignoreMembers`: [without removing " +
        "them](../guides/adoption-and-import.md#stop-managing-members-without-removing-them).",
    ],
    ERRORS,
  ];
}

/** What differs in the native form for the members of a roster. */
export function nativeMembers(noun = "member"): { readonly change: string } {
  return {
    change:
      `Updated in place. A list without a ${noun} that it had replaces the roster, which removes only that ${noun}, at the end of the ` +
      "update.",
  };
}

/** The notes that rosters of both services share. */
export function rosterNotes({
  parent,
  noun = "member",
  order,
}: {
  parent: string;
  noun?: string;
  order: string;
}): Note[] {
  return [
    [
      "Adoption",
      `A roster adopts the ${noun}s that it lists and that are already in the ${parent}. The output of ` +
        "`pulumi up` names them.",
    ],
    [
      "Update",
      `An update changes only the ${noun}s that differ, in this order: ${order}. If the ${parent} is ` +
        `full, ${noun}s that could not be added are added after the removals. The status row shows the ` +
        `progress. The native plugin [removes ${noun}s last](../guides/other-languages.md#rosters-that-drop-members).`,
    ],
    [
      "Replacement",
      `A roster of another ${parent} fills the new ${parent} before it empties the old one. If the new ` +
        `one cannot be filled, all ${noun}s stay in the old one. \`pulumi up --replace\` for the same ` +
        `${parent} removes only ${noun}s that the program no longer declares. With \`deleteBeforeReplace: ` +
        `true\`, the roster removes its ${noun}s first.`,
    ],
    ...commonRosterNotes(noun),
  ];
}

/** The note of resources that can have tags. */
export function tagNote(noun: string): Note {
  return [
    "Tags",
    "If the program or the state has `tags`, a read lists all tags of the " +
      `${noun}, and the next \`pulumi up\` removes those that the program does not have. Without \`tags\`, ` +
      "tags that others added stay, and no call about tags is made, so that `ListTagsForResource`, " +
      "`TagResource` and `UntagResource` need not be allowed. An import and `get` read no tags.",
  ];
}

/** The notes that rooms, channels, app instances and users share. */
export function entityNotes({ noun, contents }: { noun: string; contents: string }): Note[] {
  return [
    [
      "Drift",
      "`pulumi refresh` shows what was changed outside Pulumi, and removes the resource from the state " +
        `if the ${noun} was deleted. The next \`pulumi up\` changes it back, or creates a new one.`,
    ],
    [
      "Delete",
      `Removing the resource from the program deletes ${contents}. To prevent that, set the resource ` +
        `option \`protect: true\`. If there is no such ${noun}, it counts as deleted. After any other ` +
        `error, the resource stays in the state: ${GONE}.`,
    ],
    [
      "Two entries in the state",
      `If a stack has the same ${noun} twice, for example after an import or an interrupted rename, ` +
        "removing one of the two from the program does not delete it. The output says so.",
    ],
    ERRORS,
  ];
}
