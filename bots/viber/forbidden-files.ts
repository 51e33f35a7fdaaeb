/** Files that Viber carries for nobody: programs and scripts. */

const PROGRAMS =
  'action apk app bat bin cmd com command cpl csh exe gadget inf ins inx ipa isu job jse ksh lnk msc msi msp mst osx out paf ' +
  'pif prg ps1 reg rgs run sct shb shs u3p vb vbe vbs vbscript workflow ws wsf';
const FORBIDDEN = new Set(PROGRAMS.split(' '));

/** By the extension of its name, whatever the bytes are. */
export function isForbiddenFile(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot >= 0 && FORBIDDEN.has(name.slice(dot + 1).toLowerCase());
}
