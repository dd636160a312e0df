/** The text of an example without the indentation that it has in the program. */
export function exampleText(example: string): string {
  const lines = example.replace(/^\n/, '').trimEnd().split('\n');
  const indentation = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return `${lines.map((line) => line.slice(indentation)).join('\n')}\n`;
}
