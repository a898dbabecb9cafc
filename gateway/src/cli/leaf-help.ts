import type { Command, HelpConfiguration } from 'commander';

const leavesOf = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);

const pathOf = (command: Command): string =>
  command.parent === null || command.parent.parent === null
    ? command.name()
    : `${pathOf(command.parent)} ${command.name()}`;

/** Help that lists every command by its whole name, those below a noun too, so that one look shows all there is. */
export const leafHelp: HelpConfiguration = {
  visibleCommands: (command) => command.commands.flatMap(leavesOf),
  subcommandTerm(command) {
    const given = command.registeredArguments.map((each) => (each.required ? `<${each.name()}>` : `[${each.name()}]`));
    return [pathOf(command), ...given].join(' ');
  },
};
