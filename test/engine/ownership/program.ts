/** One resource of a program under test. */
export interface Declared {
  /** A class of this package; `Other`, which is of another provider; or `Handmade`, a room membership that is. */
  kind: string;
  name: string;
  args: Record<string, unknown>;
  options?: Options;
}

/** Options of a resource, as Pulumi calls them. Where Pulumi takes a resource, they have its name. */
export interface Options {
  /** The name of a `chime.Provider`, which the program makes. Default: the stack's own. */
  provider?: string;
  aliases?: object[];
  deletedWith?: string;
  deleteBeforeReplace?: boolean;
  dependsOn?: string[];
  ignoreChanges?: string[];
  protect?: boolean;
  replaceOnChanges?: string[];
  retainOnDelete?: boolean;
}

/** What a program declares. */
export interface Program {
  resources: Declared[];
  /** Arguments that a transformation of the stack sets, by the name of the resource. */
  transform?: Record<string, object>;
  /** Arguments of its providers, by name. */
  providers?: Record<string, object>;
}

/** An output of another resource of the program, as an argument. */
export function outputOf(resource: string, output: string): object {
  return { $of: [resource, output] };
}

/** A value that the preview does not know, because `resource`, one of kind `Other`, is new. */
export function knownLater(value: unknown, resource: string): object {
  return { $of: [resource, "created"], $value: value };
}

/** What a test needs beside: a resource of another provider, which fails where `fails` is set. */
export function other(name: string, args: { fails?: boolean; milliseconds?: number } = {}): Declared {
  return { kind: "Other", name, args };
}

/**
 * The text of every program under test, which declares what `program.json` beside it says. Providers are given settings
 * with which what is missing is not looked for long, and no call is retried.
 */
export const PROGRAM = `"use strict";
const pulumi = require("@pulumi/pulumi");
const chime = require("pulumi-chime");
const { resources, transform = {}, providers = {} } = require("./program.json");

const OTHER = "exports.handler=()=>({create:async p=>{" +
  "await new Promise(r=>setTimeout(r,p.milliseconds??0));" +
  "if(p.fails)throw new Error('The other resource fails.');" +
  "return{id:'other',outs:{...p,created:true}}}," +
  "diff:async(id,o,n)=>({changes:o.fails!==n.fails,replaces:[]}),update:async(id,o,n)=>({outs:{...n,created:true}})})";
const HANDMADE = "const{ChimeClient,CreateRoomMembershipCommand:C,DeleteRoomMembershipCommand:D}=require('@aws-sdk/client-chime');" +
  "const send=c=>new ChimeClient({region:'us-east-1'}).send(c);" +
  "exports.handler=()=>({" +
  "create:async p=>{await send(new C({AccountId:p.accountId,RoomId:p.roomId,MemberId:p.memberId}));" +
  "return{id:'handmade-'+p.memberId,outs:p}}," +
  "delete:async(id,p)=>{await send(new D({AccountId:p.accountId,RoomId:p.roomId,MemberId:p.memberId}))}})";

const dynamic = (type, text, outputs) => class extends pulumi.CustomResource {
  constructor(name, args, options) {
    super("pulumi-nodejs:dynamic/" + type, name, { ...outputs, ...args, __provider: text }, options);
  }
};
const KINDS = {
  ...chime,
  Other: dynamic("test:Other", OTHER, { created: undefined }),
  Handmade: dynamic("mine:Membership", HANDMADE, {}),
};

pulumi.runtime.registerStackTransformation(({ name, props, opts }) =>
  transform[name] ? { props: { ...props, ...transform[name] }, opts } : undefined,
);

const made = {};
const resolve = (value) => {
  if (Array.isArray(value)) return value.map(resolve);
  if (value === null || typeof value !== "object") return value;
  if (value.$of) {
    const output = made[value.$of[0]][value.$of[1]];
    return "$value" in value ? output.apply(() => value.$value) : output;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item)]));
};
const provider = (name) =>
  (made["provider " + name] ??= new chime.Provider(name, { readConsistencySeconds: 1, maxRetries: 0, ...providers[name] }));
for (const { kind, name, args, options = {} } of resources) {
  made[name] = new KINDS[kind](name, resolve(args), {
    ...options,
    ...(options.provider ? { provider: provider(options.provider) } : {}),
    ...(options.dependsOn ? { dependsOn: options.dependsOn.map((one) => made[one]) } : {}),
    ...(options.deletedWith ? { deletedWith: made[options.deletedWith] } : {}),
  });
}
`;
