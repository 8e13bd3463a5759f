// Improvements only: every page does its work without this file.

/** `/` moves to the page's search box, unless somebody is typing. */
function focusSearchOnSlash(event) {
  const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
  const box = document.querySelector("main [data-search-focus]") ?? document.querySelector("[data-search-focus]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
}

/** Puts a copy button after a number. Only where the browser lets a page write to the clipboard. */
function addCopyButton(element) {
  const text = element.textContent.trim();
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "复制";
  button.setAttribute("aria-label", `复制 ${text}`);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      announce("已复制");
      button.textContent = "已复制";
    } catch {
      announce("未能复制，请手动选取");
      button.textContent = "请手动选取";
    }
    setTimeout(() => { button.textContent = "复制"; }, 2000);
  });
  element.after(button);
}

let announcer;

/** Has a screen reader say a short message. */
function announce(message) {
  announcer.textContent = "";
  requestAnimationFrame(() => { announcer.textContent = message; });
}

/**
 * Offers the next tier as soon as a region is chosen: fetches the page the form itself would lead to, with nothing but
 * the region, and takes the tiers from it. When that fails the form still works by being submitted.
 */
function enhanceRegionCascade(fieldset) {
  const tiers = ["province", "city", "county"].map((name) => fieldset.querySelector(`[name=${name}]`));
  const status = fieldset.querySelector("[data-region-status]");
  let latest = 0;

  fieldset.querySelector("[data-region-hint]")?.remove();
  for (const [level, select] of tiers.slice(0, -1).entries()) {
    select.addEventListener("change", async () => {
      const request = ++latest;
      const below = tiers.slice(level + 1);
      for (const tier of below) {
        tier.replaceChildren(tier.options[0]);
        tier.value = "";
        tier.disabled = true;
      }
      if (!select.value) return;
      const region = tiers.slice(0, level + 1).map((tier) => [tier.name, tier.value]);
      const fresh = await fetchTier(fieldset.form.action, region, below[0].name);
      if (request !== latest || !fresh) return;
      below[0].replaceChildren(...fresh);
      below[0].value = "";
      below[0].disabled = fresh.length < 2;
      status.textContent = `可以选择${below[0].labels[0].textContent}，共 ${fresh.length - 1} 个`;
    });
  }
}

/** The options of one tier, from the page of the chosen region; nothing when it cannot be had. */
async function fetchTier(action, region, name) {
  try {
    const response = await fetch(`${action}?${new URLSearchParams(region)}`, { headers: { Accept: "text/html" } });
    if (!response.ok) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const options = page.querySelectorAll(`[data-region-cascade] [name=${name}] option`);
    return options.length > 0 ? [...options].map((option) => document.adoptNode(option)) : null;
  } catch {
    return null;
  }
}

/**
 * Lets a reviewer work from the keyboard: while the focus is within the form, and not where text is typed, j and k move
 * among the items and a, r, n choose the verdict. The keys work nowhere else (WCAG 2.1.4).
 */
function enhanceReview(form) {
  const items = [...form.querySelectorAll("[data-review-item]")];
  const verdicts = { a: "approve", r: "return", n: "refuse" };

  form.querySelector("[data-review-help]").hidden = false;
  form.addEventListener("keydown", (event) => {
    const types = event.target.closest("textarea, select, input:not([type=checkbox], [type=radio])");
    if (types || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { j: 1, k: -1 }[event.key];
    if (step) {
      const here = items.indexOf(document.activeElement);
      items[Math.min(Math.max(here + step, 0), items.length - 1)].focus();
    } else if (verdicts[event.key]) {
      const choice = form.querySelector(`[name=verdict][value=${verdicts[event.key]}]`);
      choice.checked = true;
      choice.focus();
    } else {
      return;
    }
    event.preventDefault();
  });
}

/** Shows what is under way anew every few seconds, until it is over. What cannot be had is asked for again. */
function watchProgress(main) {
  const wait = 3000;
  const look = async () => {
    const watched = main.querySelector("[data-refresh]");
    if (!watched) return;
    if (document.visibilityState === "visible") {
      const fresh = await fetchMain(location.href);
      const next = fresh?.querySelector("[data-refresh]");
      if (fresh && next) {
        watched.replaceWith(next);
      } else if (fresh) {
        main.replaceChildren(...fresh.childNodes, announcer);
        announce("检查完毕");
        return;
      }
    }
    setTimeout(look, wait);
  };
  setTimeout(look, wait);
}

/** The main part of a page; nothing when it cannot be had, or when it is another page's. */
async function fetchMain(url) {
  try {
    const response = await fetch(url, { headers: { Accept: "text/html" } });
    if (!response.ok || response.redirected) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return document.adoptNode(page.querySelector("main"));
  } catch {
    return null;
  }
}

document.addEventListener("keydown", focusSearchOnSlash);

announcer = document.createElement("p");
announcer.className = "visually-hidden";
announcer.setAttribute("role", "status");
document.querySelector("main")?.append(announcer);

if (navigator.clipboard) document.querySelectorAll("[data-copy]").forEach(addCopyButton);
document.querySelectorAll("[data-region-cascade]").forEach(enhanceRegionCascade);
document.querySelectorAll("[data-review-keys]").forEach(enhanceReview);
if (document.querySelector("[data-refresh]")) watchProgress(document.querySelector("main"));
