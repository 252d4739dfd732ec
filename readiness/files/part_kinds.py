"""The kinds of parts that an Office file may have, by the last word of how it names each: those that are harmless, and
what the others are."""

from __future__ import annotations

from readiness.foundation.phrases import each_word

# of any program, of Word, of Excel and of PowerPoint; Office names what is added to a kind by what it is added to
_HARMLESS = each_word(
    "officeDocument core-properties extended-properties custom-properties thumbnail classificationlabels "
    "customXml customXmlProps theme themeOverride image hdphoto hyperlink chart chartEx chartUserShapes "
    "chartStyle chartColorStyle diagramData diagramLayout diagramQuickStyle diagramColors diagramDrawing "
    "tableStyles styles fontTable font printerSettings drawing vmlDrawing comments people person "
    "attachedTemplate stylesWithEffects numbering settings webSettings header footer footnotes endnotes "
    "commentsExtended commentsIds commentsExtensible glossaryDocument worksheet chartsheet sharedStrings "
    "calcChain threadedComment table sheetMetadata FeaturePropertyBag slide slideMaster slideLayout "
    "notesSlide notesMaster handoutMaster presProps viewProps tags commentAuthors authors "
    "intelligence documenttasks changesInfo revisionInfo namedSheetView"
)
PASSIVE = each_word(
    "core-properties extended-properties custom-properties thumbnail classificationlabels customXml customXmlProps"
)
MACRO_KINDS = each_word(
    "vbaProject wordVbaData vbaProjectSignature xlMacrosheet xlIntlMacrosheet dialogsheet extensibility"
)
PIVOT_KINDS = each_word("pivotTable pivotCacheDefinition pivotCacheRecords slicer slicerCache timeline timelineCache")
OBJECT_KINDS = each_word(
    "oleObject package control ctrlProp activeXControlBinary webextension webextensiontaskpanes taskpanes"
)
LINKED_KINDS = each_word(
    "externalLink externalLinkPath connections queryTable powerPivotData xmlMaps volatileDependencies "
    "subDocument frame mailMergeSource mailMergeHeaderSource recipientData transform "
    "rdRichValueWebImage audio video media"
)


def harmless_kind(kind: str) -> bool:
    """Whether a kind of part is one that holds words, numbers, looks or pictures alone."""
    return kind in _HARMLESS
