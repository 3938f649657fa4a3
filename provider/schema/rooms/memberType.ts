/**
 * What kind of member it is: `User`, `Bot` or `Webhook`.
 *
 * Source: https://docs.aws.amazon.com/chime/latest/APIReference/API_Member.html
 */
export type MemberType = "User" | "Bot" | "Webhook";
