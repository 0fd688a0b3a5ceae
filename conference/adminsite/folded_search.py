"""The search of a list in the admin, and of its choices, folds accents and scripts as the public search does.

The columns are read and folded here, and not by the database: both databases find the same, whatever they can do.
"""

from collections import Counter, defaultdict

from django.contrib.admin.views.autocomplete import AutocompleteJsonView

from conference.languages.folding import fold


def folded_words(text):
    """Return the words that a text asks for, each as `fold` has it; marks within a word make it several, in a row."""
    return [word for word in (" ".join(fold(chunk).split()) for chunk in text.split()) if word]


class FoldedSearch:
    """For a ModelAdmin: each word must be somewhere in the columns of `search_fields`, however it is written."""

    def get_search_results(self, request, queryset, search_term):
        words, columns = folded_words(search_term), self.get_search_fields(request)
        if not words or not columns:
            return queryset, False
        keys = _keys_by_text(queryset, columns)
        found = {word: set() for word in words}
        for text, rows in keys.items():
            folded = " ".join(fold(text).split())
            for word in found:
                if word in folded:
                    found[word] |= rows
        return queryset.filter(pk__in=set.intersection(*found.values())), False


def _keys_by_text(queryset, columns):
    """Which rows have a text: {text: keys}. Each relation is read by itself: together they would be multiplied."""
    relations, keys = defaultdict(list), defaultdict(set)
    for column in columns:
        relations[column.rpartition("__")[0]].append(column)
    for group in relations.values():
        for key, *values in queryset.order_by().values_list("pk", *group):
            for value in values:
                if value:
                    keys[str(value)].add(key)
    return keys


class TellsApart(AutocompleteJsonView):
    """The rows from which a form lets choose; `told_apart` of the admin names those that are called alike."""

    def get_queryset(self):
        related = self.model_admin.list_select_related
        rows = super().get_queryset()
        return rows.select_related(*related) if isinstance(related, list | tuple) and related else rows

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        self._names = Counter(fold(str(row)) for row in context["object_list"])
        return context

    def serialize_result(self, row, to_field_name):
        shown = super().serialize_result(row, to_field_name)
        if self._names[fold(str(row))] > 1 and hasattr(self.model_admin, "told_apart"):
            shown["text"] = self.model_admin.told_apart(self.request, row)
        return shown
