// Workbooks filled in as a person would in Excel: cells of one sheet, nothing else touched.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** The file that holds a sheet: the workbook names its sheets, and says elsewhere which part each of them is. */
function part(files: Record<string, Uint8Array>, sheet: string): string {
  const id = new RegExp(`<sheet name="${sheet}"[^>]*r:id="([^"]+)"`).exec(strFromU8(files['xl/workbook.xml']!))?.[1];
  const parts = strFromU8(files['xl/_rels/workbook.xml.rels']!).match(/<Relationship [^>]*>/g) ?? [];
  const target = parts.find((one) => one.includes(`Id="${id}"`))?.match(/Target="([^"]+)"/)?.[1];
  if (!target) throw new Error(`no sheet ${sheet}`);
  return `xl/${target.replace(/^\/?(xl\/)?/, '')}`;
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Compares `B2` and `AA2` by column. */
function inOrder(one: string, other: string): number {
  const [a, b] = [one, other].map((name) => name.replace(/\d+$/, ''));
  return a!.length - b!.length || a!.localeCompare(b!);
}

/** A row's cells by name, as the file has them. */
function cells(row: string): Map<string, string> {
  return new Map([...row.matchAll(/<c r="([A-Z]+\d+)"[^>]*?(?:\/>|>.*?<\/c>)/gs)].map(([cell, name]) => [name!, cell]));
}

/** The workbook with other texts in some cells of a sheet: `{ F17: '410105' }`. */
export function withCells(workbook: Uint8Array, name: string, texts: Record<string, string>): Buffer {
  const files = unzipSync(workbook);
  const file = part(files, name);
  let sheet = strFromU8(files[file]!);
  const rows = new Map<string, [string, string][]>();
  for (const [cell, text] of Object.entries(texts)) {
    const number = cell.replace(/^[A-Z]+/, '');
    rows.set(number, [...(rows.get(number) ?? []), [cell, text]]);
  }
  for (const [number, filled] of rows) {
    const found = new RegExp(`<row r="${number}"[^>]*?(?:/>|>.*?</row>)`, 's').exec(sheet)?.[0];
    const row = cells(found ?? '');
    for (const [cell, text] of filled) row.set(cell, `<c r="${cell}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`);
    const content = [...row.keys()].sort(inOrder).map((cell) => row.get(cell)).join('');
    const after = `<row r="${number}">${content}</row>`;
    sheet = found ? sheet.replace(found, () => after) : sheet.replace('</sheetData>', () => `${after}</sheetData>`);
  }
  files[file] = strToU8(sheet);
  return Buffer.from(zipSync(files));
}
