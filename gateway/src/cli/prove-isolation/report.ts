import type { Hunt, Sandbox } from '@liangji/platform';

export interface Proof {
  readonly at: Date;
  readonly installation: string;
  readonly sandbox: Sandbox;
  readonly hunts: readonly Hunt[];
  /** What could not be asked, and why: sentences in Chinese and English. */
  readonly notAsked: readonly string[];
  /** Tenants of the sandbox taken away again. */
  readonly removed: number;
}

/** The dated report, Chinese and English, as Markdown. */
export function reportOf({ at, installation, sandbox, hunts, notAsked, removed }: Proof): string {
  const findings = hunts.flatMap((hunt) => hunt.findings);
  const leaks = findings.filter(({ kind }) => kind === 'leak').length;
  const questions = hunts.reduce((sum, hunt) => sum + hunt.questions, 0);
  return [
    '# 租户隔离检验报告 · Proof of isolation',
    '',
    `- 时间 time: ${at.toISOString()}`,
    `- 平台 installation: ${installation}`,
    `- 沙箱 sandbox: ${[sandbox.city, ...sandbox.counties].map(({ slug }) => slug).join(', ')}`,
    `- 检验后已删除的沙箱单位 sandbox tenants removed afterwards: ${removed}`,
    '',
    findings.length === 0
      ? `**未发现泄露：共提问 ${questions} 次。No leak: ${questions} questions asked.**`
      : `**发现 ${leaks} 处泄露，${findings.length - leaks} 处无法证明。${leaks} leaks, ${findings.length - leaks} blind spots.**`,
    '',
    '沙箱城市的两个区县在每张租户表中各有一行带随机标记的数据；以错误的单位身份从每个入口寻找这些标记。',
    'Two counties of a sandbox city have a row with a random word of their own in every tenant table; the words were hunted',
    'through every entry point as the wrong tenant. That each reader finds its own word shows that the hunt could have found others.',
    '',
    '| 入口 entry point | 提问 questions | 泄露 leaks | 无法证明 blind |',
    '| --- | ---: | ---: | ---: |',
    ...hunts.map((hunt) => {
      const leaked = hunt.findings.filter(({ kind }) => kind === 'leak').length;
      return `| ${hunt.entryPoint} | ${hunt.questions} | ${leaked} | ${hunt.findings.length - leaked} |`;
    }),
    ...section('## 未检验 Not asked', notAsked),
    ...section(
      '## 发现 Findings',
      findings.map(({ kind, entryPoint, reader, what }) => {
        const word = kind === 'leak' ? '泄露 leak' : '无法证明 blind';
        return `${word} — ${entryPoint} — ${reader} — ${what}`;
      }),
    ),
    '',
  ].join('\n');
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, '', ...lines.map((line) => `- ${line}`)];
